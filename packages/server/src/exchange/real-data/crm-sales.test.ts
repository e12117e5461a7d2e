import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoleTemplate } from "../../policies/role-template.ts";
import { ROLE_TEMPLATES } from "../../policies/templates/registry.ts";
import { grantEach } from "../../policies/templates/words.ts";
import { as } from "../../testing/enterprise.ts";
import { csvRows, exportFile } from "../../testing/exchange.ts";
import {
  addField,
  answersFor,
  createRealWorld,
  hasData,
  rawAnswers,
  rawRows,
  type Holder,
  type RealWorld,
} from "../../testing/real-data.ts";

const FOLDER = "crm-sales-opportunities";
const ACCOUNTS = `${FOLDER}/accounts.csv`;
const PIPELINE = `${FOLDER}/sales_pipeline.csv`;
const TEAMS = `${FOLDER}/sales_teams.csv`;
const isHere = hasData(PIPELINE);

/** A seller as shipped exports nothing; these may take their own out, so that exports can be compared too. */
const AGENT: RoleTemplate = {
  ...ROLE_TEMPLATES["seller"]!,
  id: "agent",
  name: { zh: "代理", en: "agent" },
  grants: {
    ...ROLE_TEMPLATES["seller"]!.grants,
    ...grantEach("customer opportunity", "export", "own"),
  },
};

/** Deals with an account, of the agents that a holder answers for: $1 their title, $2 their name, $3 their unit. */
const DEALS = `
  from raw_pipeline join raw_teams using (sales_agent) where account <> ''
    and case $1::text when 'Agent' then sales_agent = $2::text else $3::text in (regional_office, 'Team ' || manager) end`;

const SECTORS = [
  "technology",
  "medical",
  "retail",
  "software",
  "entertainment",
  "marketing",
  "telecommunications",
  "finance",
  "employment",
  "services",
];

describe.skipIf(!isHere)(
  `R135, R30, R40: the pipeline of a B2B seller${isHere ? "" : " (SKIPPED: crm-sales-opportunities is not beside the project)"}`,
  () => {
    let real: RealWorld;
    let readers: readonly Holder[];

    beforeAll(async () => {
      real = await createRealWorld([AGENT]);
      const { world } = real;
      await addField(world, "opportunity", "product", {
        type: "reference",
        target: "product",
        label: { zh: "产品", en: "Product" },
        sensitivity: "basic",
      });
      await world.insert(
        "tag",
        SECTORS.map((name) => ({ name, unit: world.root })),
      );
      await real.loadRaw("raw_teams", TEAMS, ["sales_agent", "manager", "regional_office"]);
      await real.loadRaw("raw_pipeline", PIPELINE, Object.keys(rawRows(PIPELINE)[0]!));
    });

    afterAll(() => real.world.close());

    const about = ({ title, name, unit }: Holder) => [title, name, unit];

    it("builds offices, teams below them, and people with their posts", async () => {
      for (const [object, mapping, created] of [
        ["unit", "crm-offices", 3],
        ["unit", "crm-teams", 6],
        ["person", "crm-heads", 3],
        ["person", "crm-managers", 6],
        ["person", "crm-agents", 35],
      ] as const) {
        const job = await real.load(object, TEAMS, mapping);
        expect(job.errors, mapping).toEqual([]);
        expect(job.counts, mapping).toMatchObject({ created, failed: 0 });
      }
      readers = await real.holders();
      const { rows } = await real.world.services.db.query(
        `select o.name as office, t.name as team, a.name as agent from person a join unit t on t.id = a.unit
           join unit o on o.id = t.parent join post p on p.person = a.id and p.title = 'Agent' order by 3`,
      );
      const raw = await real.world.services.db.query(
        `select regional_office as office, 'Team ' || manager as team, sales_agent as agent from raw_teams order by 3`,
      );
      expect(rows).toEqual(raw.rows);
      expect(readers.length).toBe(35 + 6 + 3);
    });

    it("reports the flaws of the accounts as they come, and imports all with two aliases in the mapping", async () => {
      const accounts = rawRows(ACCOUNTS);
      const flawed = accounts.filter(
        (row) => row["sector"] === "technolgy" || row["office_location"] === "Philipines",
      );
      const naive = await real.load("customer", ACCOUNTS, "crm-accounts-as-they-come", true);
      expect(naive.counts).toMatchObject({
        created: accounts.length - flawed.length,
        failed: flawed.length,
      });
      expect(new Set(naive.errors.map(({ code }) => code))).toEqual(
        new Set(["no_such_name", "not_country"]),
      );
      const mended = await real.load("customer", ACCOUNTS, "crm-accounts");
      expect(mended.counts).toMatchObject({ created: 85, failed: 0 });
    }, 240_000);

    it("reports the misspelt products and the deals without an account, and imports every other deal", async () => {
      const products = await real.load("product", `${FOLDER}/products.csv`, "crm-products");
      expect(products.counts).toMatchObject({ created: 7, failed: 0 });
      const { rows } = await real.world.services.db.query<Record<string, number>>(
        `select count(distinct (account, sales_agent)) filter (where account <> '')::int as pairs,
           count(distinct sales_agent) filter (where account = '')::int as agents,
           count(*) filter (where account = '' or product = 'GTXPro')::int as flawed, count(*)::int as deals from raw_pipeline`,
      );
      const { pairs, agents, flawed, deals } = rows[0]!;
      const customers = await real.load("customer", PIPELINE, "crm-customers");
      expect(customers.counts).toMatchObject({ created: pairs, failed: agents });
      const naive = await real.load(
        "opportunity",
        PIPELINE,
        "crm-opportunities-as-they-come",
        true,
      );
      expect(naive.counts).toMatchObject({ created: deals! - flawed!, failed: flawed });
      const done = await real.load("opportunity", PIPELINE, "crm-opportunities");
      expect(done.counts).toEqual({
        created: 7_375,
        updated: 0,
        skipped: 0,
        flagged: 0,
        failed: 1_425,
      });
      expect(new Set(done.errors.map(({ column, code }) => `${column} ${code}`))).toEqual(
        new Set(["customer no_such_name"]),
      );
    }, 240_000);

    it("gives every agent, manager and head of an office exactly what plain SQL finds: lists, counts, sums, exports", async () => {
      const { world } = real;
      for (const reader of readers) {
        const deals = await answersFor(world, reader.person, "opportunity", {
          key: "code",
          amount: "signedAmount",
        });
        expect(deals, reader.name).toEqual(
          await rawAnswers(
            world,
            `select opportunity_id as key, round(coalesce(nullif(close_value, ''), '0')::numeric * 100) as cents ${DEALS}`,
            about(reader),
          ),
        );
        const customers = await answersFor(world, reader.person, "customer", {
          key: "code",
          amount: "spend",
        });
        expect(customers, reader.name).toEqual(
          await rawAnswers(
            world,
            `select distinct account || '/' || sales_agent as key, 0 as cents ${DEALS}`,
            about(reader),
          ),
        );
      }
    }, 480_000);

    it("groups by stage, and exports days, products and owners as the file has them", async () => {
      const { world } = real;
      for (const reader of readers) {
        const raw = await world.services.db.query<{ won: boolean; text: string }>(
          `select deal_stage = 'Won' as won, concat_ws(' ', opportunity_id, to_char(to_date(nullif(close_date, ''), 'DD-MM-YY'), 'YYYY-MM-DD'),
             replace(product, 'GTXPro', 'GTX Pro'), sales_agent) as text ${DEALS}`,
          about(reader),
        );
        const { groups } = await world.services.gate.aggregate(as(reader.person), "opportunity", {
          group: ["stage"],
          measures: [{ op: "count" }],
        });
        expect(groups.find(({ key }) => key[0] === "won")?.values[0] ?? 0, reader.name).toBe(
          raw.rows.filter(({ won }) => won).length,
        );
        const { text } = await exportFile(world.services, reader.person, "opportunity", {
          columns: ["code", "closesOn", "product", "owner"],
        });
        const exported = csvRows(text).map((row) =>
          [row["编号"], row["预计成交日"], row["产品"], row["负责人"]].filter(Boolean).join(" "),
        );
        expect(exported.toSorted(), reader.name).toEqual(
          raw.rows.map((row) => row.text).toSorted(),
        );
      }
    }, 480_000);

    it("R40: the head office's own accounts are nobody's in the regions", async () => {
      for (const { person } of readers) {
        const { rows } = await real.world.services.gate.list(as(person), "customer", {
          filter: { field: "code", op: "is", value: "Cancity" },
        });
        expect(rows).toEqual([]);
      }
    });
  },
);
