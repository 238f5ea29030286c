/** Last stage: keeps the newest report and hands each one on to whoever watches. */
package dev.kstar.evaluator.report;
