/** The topics: their settings and creation, the stream directory, the dead letters. */
package dev.kstar.stream;
