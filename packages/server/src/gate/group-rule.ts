/**
 * Who belongs to a group that follows a rule (R167): who holds a post like this. What a part does not name it does not
 * ask; what it names is one of these, and all parts hold of the same post.
 */
export interface GroupRule {
  /** Roles that the post brings. */
  readonly roles: readonly string[];
  /** Units that the post is in, or below. */
  readonly units: readonly string[];
  /** Kinds of the post's unit. */
  readonly kinds: readonly string[];
  /** Tags that the post's unit wears. */
  readonly tags: readonly string[];
  /** Campaigns that the person, or the post's unit, has a place in the team of. */
  readonly campaigns: readonly string[];
}

export const RULE_PARTS = [
  "roles",
  "units",
  "kinds",
  "tags",
  "campaigns",
] as const satisfies readonly (keyof GroupRule)[];

/** Of groups: those with a rule that asks for one of the campaigns in $1. */
export const ASKS_FOR_CAMPAIGNS = `rule is not null and deleted_at is null
  and exists (select from jsonb_array_elements_text(rule -> 'campaigns') one where one::uuid = any($1::uuid[]))`;

/**
 * CTEs up to `wanted`: person, group, the person's unit, the posts they belong by, from, until. `ruled` selects id and rule;
 * `people` is a parameter of uuid[], null for everybody. To stand behind `with recursive`.
 */
export const wantedSql = (ruled: string, people: string): string => `
  ruled as (select id, ${RULE_PARTS.map((part) => `array(select jsonb_array_elements_text(rule -> '${part}'))::${part === "kinds" ? "text" : "uuid"}[] as ${part}`).join(", ")}
    from (${ruled}) g),
  below as (select r.id as "group", unit from ruled r, unnest(r.units) unit
    union select b."group", u.id from below b join unit u on u.parent = b.unit and u.deleted_at is null),
  teams as (select r.id as "group", t.principal_id as principal, tstzrange(t."from", t.until) as during from ruled r
    join participant t on t.record_id = any(r.campaigns) and t.object = 'campaign' and t.deleted_at is null
      and t.principal_kind in ('person', 'unit') and t.function <> 'shared'
    join campaign c on c.id = t.record_id and c.deleted_at is null),
  held as (select r.id as "group", o.person, p.unit, o.id as post,
      tstzrange(o."from", o.until) * coalesce(t.during, tstzrange(null, null)) as during from ruled r
    join post o on o.deleted_at is null and (cardinality(r.roles) = 0 or o.role = any(r.roles)) and (${people} is null or o.person = any(${people}))
    join person p on p.id = o.person and p.deleted_at is null
    left join unit u on u.id = o.unit and u.deleted_at is null
    left join below b on b."group" = r.id and b.unit = o.unit
    left join teams t on t."group" = r.id and t.principal in (o.person, o.unit)
    where (cardinality(r.campaigns) = 0 or t.principal is not null) and (cardinality(r.units) = 0 or b.unit is not null)
      and (cardinality(r.kinds) = 0 or u.kind = any(r.kinds)) and (cardinality(r.tags) = 0 or u.tags && r.tags)),
  spans as (select "group", person, unit, array_agg(distinct post order by post) as through, range_agg(during) as during
    from held where not isempty(during) group by "group", person, unit),
  wanted as (select "group", person, unit, through, lower(span) as "from", upper(span) as until
    from spans, unnest(during) span)`;
