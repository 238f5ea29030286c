/**
 * The doors of every service: who calls, what that caller may do, how much of it, and over which
 * wire. One filter in front of gRPC and HTTP, which share a port, asks one table. Without
 * credentials and on loopback it is not there. See docs/security.md.
 */
package dev.kstar.service.security;
