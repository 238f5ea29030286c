/** Snapshots on their way to other tools: whole from the trainer, and as ONNX models. */
package dev.kstar.local.export;
