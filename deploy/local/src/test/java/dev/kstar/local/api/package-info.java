/** Holds docs/api.md against running services. */
package dev.kstar.local.api;
