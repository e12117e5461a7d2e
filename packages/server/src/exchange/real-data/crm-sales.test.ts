import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoleTemplate } from "../../policies/role-template.ts";
import { ROLE_TEMPLATES } from "../../policies/templates/registry.ts";
import { grantEach } from "../../policies/templates/words.ts";
import { as } from "../../testing/enterprise.ts";
import { csvRows, exportFile, importFile } from "../../testing/exchange.ts";
import {
  addField,
  createRealWorld,
  hasData,
  listAll,
  mappingOf,
  rawRows,
  readData,
  sumOf,
  toCents,
  type RealWorld,
} from "../../testing/real-data.ts";

const FOLDER = "crm-sales-opportunities";
const PIPELINE = `${FOLDER}/sales_pipeline.csv`;
const isHere = hasData(PIPELINE);

/** A seller as shipped exports nothing; these may take their own out, so that exports can be compared too. */
const AGENT: RoleTemplate = {
  ...ROLE_TEMPLATES["seller"]!,
  id: "agent",
  grants: {
    ...ROLE_TEMPLATES["seller"]!.grants,
    ...grantEach("customer opportunity", "export", "own"),
  },
};

type Raw = Readonly<Record<string, string>>;

describe.skipIf(!isHere)(
  `R135, R30, R40: the pipeline of a B2B seller${isHere ? "" : " (SKIPPED: crm-sales-opportunities is not beside the project)"}`,
  () => {
    let real: RealWorld;
    /** Person → the agents whose deals they see. */
    const readers = new Map<string, readonly string[]>();
    let pipeline: readonly Raw[];

    beforeAll(async () => {
      pipeline = rawRows(PIPELINE);
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
      await hireTeams();
    }, 120_000);

    afterAll(() => real.world.close());

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

    async function hireTeams(): Promise<void> {
      const { world } = real;
      const teams = rawRows(`${FOLDER}/sales_teams.csv`);
      const agentsOf = (key: string, value: string) =>
        teams.filter((row) => row[key] === value).map((row) => row["sales_agent"]!);
      for (const office of new Set(teams.map((row) => row["regional_office"]!))) {
        const region = await world.unit(office, world.root, "region");
        readers.set(
          await world.person(`Head of ${office}`, "regionalSalesManager", region),
          agentsOf("regional_office", office),
        );
        for (const manager of new Set(
          teams.filter((row) => row["regional_office"] === office).map((row) => row["manager"]!),
        )) {
          const team = await world.unit(`Team ${manager}`, region, "area");
          readers.set(
            await world.person(manager, "regionalSalesManager", team),
            agentsOf("manager", manager),
          );
          for (const agent of agentsOf("manager", manager))
            readers.set(await world.person(agent, "agent", team), [agent]);
        }
      }
    }

    const load = (file: string, object: string, mapping: string, dry = false) =>
      importFile(real.world.services, {
        person: real.steward,
        object,
        content: readData(`${FOLDER}/${file}.csv`),
        mapping: mappingOf(mapping),
        dry,
      });

    it("reports the flaws of the accounts as they come, and imports all with two aliases in the mapping", async () => {
      const accounts = rawRows(`${FOLDER}/accounts.csv`);
      const flawed = accounts.filter(
        (row) => row["sector"] === "technolgy" || row["office_location"] === "Philipines",
      );
      const naive = await load("accounts", "customer", "crm-accounts-as-they-come", true);
      expect(naive.counts).toMatchObject({
        created: accounts.length - flawed.length,
        failed: flawed.length,
      });
      expect(new Set(naive.errors.map(({ code }) => code))).toEqual(
        new Set(["no_such_name", "not_country"]),
      );
      const mended = await load("accounts", "customer", "crm-accounts");
      expect(mended.counts).toMatchObject({ created: 85, failed: 0 });
    }, 240_000);

    it("reports the misspelt products and the deals without an account, and imports every other deal", async () => {
      expect((await load("products", "product", "crm-products")).counts).toMatchObject({
        created: 7,
        failed: 0,
      });
      const customers = await load("sales_pipeline", "customer", "crm-customers");
      const pairs = new Set(
        pipeline
          .filter((row) => row["account"] !== "")
          .map((row) => `${row["account"]}/${row["sales_agent"]}`),
      );
      const agentsWithout = new Set(
        pipeline.filter((row) => row["account"] === "").map((row) => row["sales_agent"]),
      );
      expect(customers.counts).toMatchObject({ created: pairs.size, failed: agentsWithout.size });
      const naive = await load(
        "sales_pipeline",
        "opportunity",
        "crm-opportunities-as-they-come",
        true,
      );
      const flawed = pipeline.filter((row) => row["account"] === "" || row["product"] === "GTXPro");
      expect(naive.counts).toMatchObject({
        created: pipeline.length - flawed.length,
        failed: flawed.length,
      });
      const done = await load("sales_pipeline", "opportunity", "crm-opportunities");
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

    const dealsOf = (agents: readonly string[]): readonly Raw[] =>
      pipeline.filter((row) => row["account"] !== "" && agents.includes(row["sales_agent"]!));
    const valueOf = (deals: readonly Raw[]): bigint =>
      deals.reduce((sum, row) => sum + toCents(row["close_value"] || "0"), 0n);

    it("gives every agent, manager and head of an office exactly the raw file's rows: lists, counts, groups, sums", async () => {
      const { world } = real;
      const { gate } = world.services;
      expect(readers.size).toBe(35 + 6 + 3);
      for (const [person, agents] of readers) {
        const deals = dealsOf(agents);
        expect(await gate.count(as(person), "opportunity", {}), agents[0]).toBe(deals.length);
        expect(await gate.count(as(person), "customer", {}), agents[0]).toBe(
          new Set(deals.map((row) => `${row["account"]}/${row["sales_agent"]}`)).size,
        );
        expect(await sumOf(world, person, "opportunity", "signedAmount"), agents[0]).toBe(
          valueOf(deals),
        );
        const { groups } = await gate.aggregate(as(person), "opportunity", {
          group: ["stage"],
          measures: [{ op: "count" }],
        });
        const won = groups.find(({ key }) => key[0] === "won")?.values[0] ?? 0;
        expect(won, agents[0]).toBe(deals.filter((row) => row["deal_stage"] === "Won").length);
        const listed = (await listAll(world, person, "opportunity")).map((row) =>
          String(row["code"]),
        );
        expect(listed.toSorted(), agents[0]).toEqual(
          deals.map((row) => row["opportunity_id"]!).toSorted(),
        );
      }
    }, 480_000);

    it("exports the same", async () => {
      const { world } = real;
      for (const [person, agents] of readers) {
        const deals = dealsOf(agents);
        const { job, text } = await exportFile(world.services, person, "opportunity", {
          columns: ["code", "closesOn", "signedAmount", "product", "owner"],
        });
        expect(job, agents[0]).toMatchObject({ state: "done", rows: deals.length });
        const expected = deals.map(
          (row) =>
            `${row["opportunity_id"]} ${isoDay(row["close_date"]!)} ${row["product"] === "GTXPro" ? "GTX Pro" : row["product"]} ${row["sales_agent"]}`,
        );
        const rows = deals.length === 0 ? [] : csvRows(text);
        expect(
          rows
            .map((row) => `${row["编号"]} ${row["预计成交日"]} ${row["产品"]} ${row["负责人"]}`)
            .toSorted(),
          agents[0],
        ).toEqual(expected.toSorted());
        expect(
          rows.reduce((sum, row) => sum + toCents(row["签约金额"] || "0"), 0n),
          agents[0],
        ).toBe(valueOf(deals));
      }
    }, 480_000);

    it("R40: the head office's own accounts are nobody's in the regions", async () => {
      for (const person of readers.keys()) {
        const { rows } = await real.world.services.gate.list(as(person), "customer", {
          filter: { field: "code", op: "is", value: "Cancity" },
        });
        expect(rows).toEqual([]);
      }
    }, 120_000);
  },
);

/** `20-10-16` is the 20th of October. */
function isoDay(text: string): string {
  const [day, month, year] = text.split("-");
  return text === "" ? "" : `20${year}-${month}-${day}`;
}
