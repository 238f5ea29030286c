/** Whether the stages move and what they wait for. Depends on no other package of the service. */
package dev.kstar.evaluator.health;
