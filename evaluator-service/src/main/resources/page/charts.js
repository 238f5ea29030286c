// The charts in the order in which they stand.

import { accuracy, dimension, projection, retrieval } from './charts-reports.js';
import { deadLetters, loss, pace, temperature } from './charts-training.js';

export const KINDS = [
  loss, temperature, dimension, accuracy, retrieval, projection, pace, deadLetters,
];
