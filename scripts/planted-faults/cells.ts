import { inFile } from "./fault.ts";

/** Faults of what leaves the door: rows, cells, counts, old versions, answers about others. */
export const CELL_FAULTS = [
  ...inFile("server/src/gate/view.ts", [
    {
      breaks: "a list shows what is seen only with a duty",
      find: ".filter((arm) => isMet(arm, subject.compiled, { object: objectName, action }))",
      put: "",
      tests: ["gate/demands"],
    },
    {
      breaks: "a masked cell is filtered, sorted and searched in full",
      find: 'if (level(field) === "plain") return plain;',
      put: 'if (level(field) !== "absent") return plain;',
      tests: ["gate/attacks"],
    },
    {
      breaks: "missing field gate: a closed cell is filtered, sorted and summed up",
      find: "return masked ?? nothing(field);",
      put: "return masked ?? plain;",
      tests: ["gate/attacks"],
    },
    {
      breaks: "the arms of a list do not ask the guard",
      find: "where ??= sql`g.ok and ${alive}",
      put: "where ??= sql`${alive}",
      tests: ["gate/stale-plan"],
    },
    {
      breaks: "deleted records are among the live ones",
      find: "g.ok and ${alive} and ${armSql(arm, scope)}",
      put: "g.ok and ${armSql(arm, scope)}",
      tests: ["gate/attacks"],
    },
    {
      breaks: "what a forbid refuses stays in the SQL of a list",
      find: "...arm.none.map((condition) => sql`${write(condition)} is not true`),",
      put: "",
      tests: ["gate/gate", "matrix/known-leaks", "gate/count"],
    },
    {
      breaks: "secret fields are named to everybody",
      find: '(field) => !field.declaration.secret || view.arms.some((arm) => arm.level(field) !== "absent"),',
      put: "() => true,",
      tests: ["gate/asked-fields"],
    },
    {
      breaks: "a unit that is not seen connects those below it",
      find: "below.id where ${isLinked}",
      put: "below.id",
      tests: ["gate/within"],
    },
    {
      breaks: "wrong union: arms are merged though they show cells at different levels",
      find: 'kindOf: (arm) => cells.map(({ name }) => arm.levels[name] ?? "absent").join(),',
      put: 'kindOf: () => "",',
      tests: ["gate/count", "gate/attacks"],
    },
    {
      breaks: "a right over some records counts as one over the whole",
      find: "viewOf(subject, objectName, action).arms.some(isOfEverything);",
      put: "viewOf(subject, objectName, action).arms.length > 0;",
      tests: ["policies/draft"],
    },
  ]),
  ...inFile("server/src/gate/sort.ts", [
    {
      breaks: "the mask is forgotten in the order of a list",
      find: "const cell = arm.cell(field)[0]!;",
      put: "const cell = field.cell(ROW)[0]!;",
      tests: ["gate/attacks"],
    },
  ]),
  ...inFile("server/src/gate/filter.ts", [
    {
      breaks: "the mask is forgotten in filters",
      find: "(arm.cell(node.field), node.operand, arm)",
      put: '(node.field.cell("t"), node.operand, arm)',
      tests: ["gate/attacks"],
    },
  ]),
  ...inFile("server/src/gate/search.ts", [
    {
      breaks: "the mask is forgotten in search",
      find: "field.module.search?.(arm.cell(field), word)",
      put: 'field.module.search?.(field.cell("t"), word)',
      tests: ["gate/attacks"],
    },
    {
      breaks: "a record whose tokens are not made yet is not found",
      find: "\n    union all (${from(index.queue)} limit ${sql.lit(most)})`;",
      put: "`;",
      tests: ["search/search", "gate/look-up"],
    },
    {
      breaks: "one word of a search is enough",
      find: "return sql.join(words.map(hits), sql` and `);",
      put: "return sql.join(words.map(hits), sql` or `);",
      tests: ["search/search", "gate/page", "gate/gate"],
    },
  ]),
  ...inFile("server/src/gate/aggregate.ts", [
    {
      breaks: "closed cells are grouped by",
      find: "sql`${arm.cell(field)[0]!} as ${sql.ref(`group_${index}`)}`",
      put: 'sql`${field.cell("t")[0]!} as ${sql.ref(`group_${index}`)}`',
      tests: ["matrix/known-leaks", "gate/count"],
    },
    {
      breaks: "closed amounts are summed up",
      find: "const cell = arm.cell(field);",
      put: 'const cell = field.cell("t");',
      tests: ["matrix/known-leaks", "gate/count"],
    },
  ]),
  ...inFile("server/src/gate/turns.ts", [
    {
      breaks: "a record that two arms reach is counted twice",
      find: "and ${withoutSql(view, earlier)}`",
      put: "`",
      tests: ["gate/count"],
    },
    {
      breaks: "wrong grain: what a forbid looks at is not told apart in a tally",
      find: "...[...arm.all, ...arm.none].flatMap(pathsOf),",
      put: "...arm.all.flatMap(pathsOf),",
      tests: ["gate/count"],
    },
  ]),
  ...inFile("server/src/gate/history.ts", [
    {
      breaks: "old versions show closed cells",
      find: 'decision.actLevels[field.name] ?? "absent"',
      put: '"plain"',
      tests: ["matrix/known-leaks"],
    },
    {
      breaks: "the mask is forgotten in old versions",
      find: '(level === "masked" ? maskCell(field, value) : value)',
      put: "value",
      tests: ["gate/cells"],
    },
    {
      breaks: "old versions of a record are read without the right to",
      find: 'if (!decision.allow) throw new Refusal("forbidden");',
      put: "",
      tests: ["matrix/known-leaks", "gate/gate", "gate/attacks"],
    },
  ]),
  ...inFile("server/src/gate/reveal.ts", [
    {
      breaks: "every cell of a record can be revealed",
      find: 'if (!decision.fields.includes(field.name)) throw new Refusal("forbidden");',
      put: "",
      tests: ["gate/cells"],
    },
  ]),
  ...inFile("server/src/gate/present.ts", [
    {
      breaks: "a masked cell leaves the gate in full",
      find: "const shown = isMasked ? maskCell(field, cell) : cell;",
      put: "const shown = cell;",
      tests: ["gate/gate"],
    },
    {
      breaks: "a closed cell leaves the gate",
      find: '.filter((field) => levelOf(field) !== "absent")\n      .map',
      put: ".map",
      tests: ["matrix/known-leaks"],
    },
    {
      breaks: "a row that is decided about otherwise is shown like the one before",
      find: "some.every((decision, index) => decision === others[index]);",
      put: "some.length === others.length;",
      tests: ["gate/cells"],
    },
  ]),
  ...inFile("server/src/gate/record-files.ts", [
    {
      breaks: "the files of a masked cell are opened",
      find: 'if (levels[field.name] !== "plain" && wanted.isRevealed?.(field) !== true)',
      put: 'if (levels[field.name] === "absent")',
      tests: ["files/files"],
    },
  ]),
  ...inFile("server/src/gate/look-up.ts", [
    {
      breaks: "half a name is looked up",
      find: "lower(r.name) = lower(${name}) and",
      put: "lower(r.name) like lower(${name}) || '%' and",
      tests: ["gate/look-up"],
    },
    {
      breaks: "numbers are looked up by the thousand",
      find: 'if (left < 0) throw new Refusal("too_many_look_ups", LOOK_UPS);',
      put: "",
      tests: ["gate/look-up"],
    },
    {
      breaks: "a look-up opens what the reader's rules leave closed",
      find: "if (!isOpen) {",
      put: "if (record === null) {",
      tests: ["gate/look-up"],
    },
  ]),
  ...inFile("server/src/gate/probe-allowance.ts", [
    {
      breaks: "numbers of others are tried out by the thousand",
      find: "if (told.size >= left) return false;",
      put: "",
      tests: ["gate/probe", "exchange/probes-spent"],
    },
  ]),
];
