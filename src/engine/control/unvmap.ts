import { broadcastTo } from '../ops/movement.js';
import { logicalAnd, logicalNot, logicalOr } from '../ops/logic.js';
import { all, any, max } from '../ops/reduce.js';
import { fullLike } from '../ops/create.js';
import { select } from '../ops/select.js';
