/** Files and directories that only their user may read. */
package dev.kstar.learning.file;
