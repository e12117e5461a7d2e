/** The bounds of the engine. Every one is refused loudly; nothing is ever cut short in silence. */

/** A role longer than this cannot be read by the person who answers for it. */
export const MAX_RULES_PER_ROLE = 200;

/** Beyond this an expression tree is a program; it also bounds recursion in every interpreter. */
export const MAX_CONDITION_DEPTH = 12;

/** Conditions in one rule, so that one rule stays one readable sentence and one bounded SQL expression. */
export const MAX_CONDITION_NODES = 200;

/** Nested `related`: each hop is a correlated subquery, and three of them already defeat most indexes. */
export const MAX_RELATED_HOPS = 2;

/** Roles reached from one role through includes: enough for any chart, and it bounds what one assignment brings. */
export const MAX_INCLUDED_ROLES = 50;

/** Assignments of one subject, posts and groups included; above this the chart is wrong, not the limit. */
export const MAX_ASSIGNMENTS_PER_SUBJECT = 200;

/** Elements of a constant list: longer ones belong in a relation, where an index serves them. */
export const MAX_LIST_LENGTH = 500;

/** Characters of a constant text, so that a policy stays reviewable. */
export const MAX_TEXT_LENGTH = 1000;

/** Roles in one policy. */
export const MAX_ROLES = 1000;

/** Each arm is a branch of the list statement; more than this and planning costs more than reading. */
export const MAX_ARMS = 64;

/** Different outcomes remembered for one action of people in equal positions; far above what real policies produce. */
export const MAX_REMEMBERED_ENDS = 4096;

/** Bounds in a row: the key of an assistant of a deputy of a head is three, and each costs a decision of its own. */
export const MAX_BOUND_CHAIN = 4;

/** Subjects read at once: whom one statement of an organisation's rights may name, not the whole staff of a group. */
export const MAX_SUBJECTS = 10_000;
