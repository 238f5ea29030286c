/**
 * What the tests of all services share: a broker, a packaged service as a process, the documented
 * settings.
 */
package dev.kstar.testing;
