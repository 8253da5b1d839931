/**
 * The tag of States that are the same for all copies of a module, and so get no axis when the others get one: such as the
 * write pointer of a delay, whose buffers are written all at once. As brainstate calls it.
 */
export const NO_BATCHING = 'INIT_NO_BATCHING';
