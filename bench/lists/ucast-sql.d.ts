/** The package has types, but its `exports` do not lead to them. */
declare module "@ucast/sql" {
  interface Query {
    field(name: string): string;
    manyParams(values: readonly unknown[]): readonly string[];
    whereRaw(sql: string): Query;
  }
  type Operator = (
    condition: { readonly field: string; readonly value: readonly unknown[] },
    query: Query,
  ) => Query;
  interface Options {
    readonly rootAlias?: string;
    joinRelation?(relation: string): boolean;
  }
  export const allInterpreters: Readonly<Record<string, Operator>>;
  export const pg: Options;
  /** A condition as SQL, its values, and the relations it joins. */
  export function createSqlInterpreter(
    operators: Readonly<Record<string, Operator>>,
  ): (condition: object, options: Options) => [string, unknown[], string[]];
}
