/** Products, tags, templates, campaigns and prices: what exists once for the whole chain. */
import { CAMPAIGN_NAMES, MENU, MESSAGE_TEMPLATES, TAGS } from "./menu.ts";
import { createRandom } from "./random.ts";
import { DAY, makeRow, money, ownedBy, personaIndex, personId, toDay } from "./rows.ts";
import type { Organisation } from "./organisation.ts";
import type { DemoRow, RowPlace } from "./rows.ts";

export interface Catalogue {
  readonly tags: readonly DemoRow[];
  readonly products: readonly DemoRow[];
  readonly messageTemplates: readonly DemoRow[];
  readonly customerGroups: readonly DemoRow[];
  readonly campaigns: readonly DemoRow[];
  readonly coupons: readonly DemoRow[];
  readonly pricePolicies: readonly DemoRow[];
  readonly contractTemplates: readonly DemoRow[];
}

interface Maker {
  readonly now: number;
  readonly administrator: RowPlace;
  readonly organisation: Organisation;
  make(place: RowPlace, daysAgo: number, values: DemoRow): DemoRow;
}

export function buildCatalogue(organisation: Organisation): Catalogue {
  const random = createRandom("catalogue");
  const { now } = organisation;
  const maker: Maker = {
    now,
    organisation,
    administrator: ownedBy(organisation, personaIndex(organisation, "administrator")),
    make: (place, daysAgo, values) => makeRow(now - daysAgo * DAY, random, place, values),
  };
  const tags = TAGS.map(([name, group, color]) =>
    maker.make(maker.administrator, 900, { name, group, color, archived: false }),
  );
  const messageTemplates = makeMessageTemplates(maker);
  const customerGroups = makeCustomerGroups(maker, tags);
  const campaigns = makeCampaigns(maker, { messageTemplates, customerGroups });
  const products = makeProducts(maker);
  return {
    tags,
    messageTemplates,
    customerGroups,
    campaigns,
    products,
    coupons: makeCoupons(maker, campaigns),
    pricePolicies: makePricePolicies(maker, products),
    contractTemplates: makeContractTemplates(maker),
  };
}

function makeProducts({ make, administrator }: Maker): readonly DemoRow[] {
  return MENU.map(({ sku, name, english, category, price }, index) =>
    make(administrator, 950 - index, {
      sku,
      name,
      nameEnglish: english,
      category,
      price: money(price),
      cost: money(price * (0.32 + (index % 7) * 0.02)),
      status: index % 13 === 12 ? "withdrawn" : "onSale",
    }),
  );
}

function makeMessageTemplates({ make, organisation }: Maker): readonly DemoRow[] {
  const authors = organisation.byTemplate.get("marketingSpecialist") ?? [];
  const supervisor = personId(organisation, personaIndex(organisation, "marketing-supervisor"));
  return MESSAGE_TEMPLATES.map(([name, kind, body], index) => {
    const status = ["approved", "approved", "approved", "submitted", "draft"][index % 5] as string;
    const author = authors[index % authors.length] as number;
    return make(ownedBy(organisation, author), 300 - index * 12, {
      name,
      kind,
      body,
      status,
      channel: ["wecom", "sms"][index % 2],
      ...(status === "approved" ? { approvedBy: supervisor } : {}),
    });
  });
}

function makeCustomerGroups(
  { make, organisation }: Maker,
  tags: readonly DemoRow[],
): readonly DemoRow[] {
  const place = ownedBy(organisation, personaIndex(organisation, "marketing"));
  return tags.slice(0, 12).map((tag, index) =>
    make(place, 200 - index, {
      name: `${tag["name"]}客群`,
      kind: index % 4 === 3 ? "vip" : "segment",
      tags: [tag["id"]],
      purpose: "活动受众",
    }),
  );
}

function makeCampaigns(
  { make, organisation, now }: Maker,
  { messageTemplates, customerGroups }: Pick<Catalogue, "messageTemplates" | "customerGroups">,
): readonly DemoRow[] {
  const owners = organisation.byTemplate.get("marketingSpecialist") ?? [];
  return CAMPAIGN_NAMES.map((name, index) => {
    const startsDaysAgo = 720 - index * 32;
    const ended = startsDaysAgo > 20;
    const future = startsDaysAgo < 0;
    const reached = future ? 0 : 2000 + index * 731;
    const owner = owners[index % owners.length] as number;
    return make(ownedBy(organisation, owner), Math.max(startsDaysAgo + 14, 2), {
      name,
      kind: ["message", "store", "online", "member", "launch"][index % 5],
      status: ended ? "ended" : future ? "submitted" : "running",
      startsOn: toDay(now - startsDaysAgo * DAY),
      endsOn: toDay(now - (startsDaysAgo - 18) * DAY),
      template: messageTemplates[index % messageTemplates.length]?.["id"],
      audience: customerGroups[index % customerGroups.length]?.["id"],
      minimumTier: ["tier1", "tier2", "tier4"][index % 3],
      budget: money(2_000_000 + index * 150_000),
      spent: money(ended ? 1_850_000 + index * 140_000 : 0),
      reached,
      responded: Math.round(reached * 0.13),
      revenue: money(reached * 460),
      strategy: "以老客复购为主，新客以第二杯优惠引入。",
      brief: `${name}：门店与小程序同步，话术统一使用已审核模板。`,
    });
  });
}

function makeCoupons(
  { make, organisation, now }: Maker,
  campaigns: readonly DemoRow[],
): readonly DemoRow[] {
  const place = ownedBy(organisation, personaIndex(organisation, "marketing"));
  const kinds = [
    ["生日免费饮品券", "birthday", 2000, "tier2"],
    ["满 45 减 12", "cash", 1200, "tier1"],
    ["新客第二杯半价", "discount", 900, "tier1"],
    ["金卡专属 30 元券", "cash", 3000, "tier3"],
    ["VIP 品鉴券", "free", 6800, "tier4"],
  ] as const;
  return Array.from({ length: 15 }, (_, index) => {
    const [name, kind, value, minimumTier] = kinds[index % kinds.length] as (typeof kinds)[number];
    const open = index < 8;
    return make(place, 400 - index * 25, {
      code: `C${(index + 1).toString().padStart(4, "0")}`,
      name: `${name}（${index + 1} 期）`,
      kind,
      value: money(value),
      minimumSpend: money(value * 3),
      minimumTier,
      campaign: campaigns[index % campaigns.length]?.["id"],
      startsOn: toDay(now - (400 - index * 25) * DAY),
      endsOn: toDay(now + (open ? 60 : -30) * DAY),
      stock: 5000,
      issued: 1200 + index * 57,
      redeemed: 430 + index * 21,
      unitCost: money(value * 0.4),
      status: open ? "open" : "closed",
    });
  });
}

function makePricePolicies(
  { make, organisation, now }: Maker,
  products: readonly DemoRow[],
): readonly DemoRow[] {
  const [director = 0] = organisation.byTemplate.get("marketingDirector") ?? [];
  const place = ownedBy(organisation, director);
  return Array.from({ length: 20 }, (_, index) => {
    const product = products[(index * 3) % products.length] as DemoRow;
    const price = Number((product["price"] as { amount: string }).amount);
    return make(place, 380 - index * 9, {
      name: `${product["name"]} ${["门店", "团购", "外卖", "海外"][index % 4]}价`,
      product: product["id"],
      channel: ["store", "b2b", "delivery", "export"][index % 4],
      price: money(price * (1 - (index % 4) * 0.06)),
      maximumDiscount: 5 + (index % 4) * 5,
      floor: money(price * 0.62),
      startsOn: toDay(now - (360 - index * 9) * DAY),
      endsOn: toDay(now + 180 * DAY),
      status: index % 5 === 4 ? "draft" : "approved",
    });
  });
}

function makeContractTemplates({ make, administrator }: Maker): readonly DemoRow[] {
  const kinds = ["groupPurchase", "supply", "franchise", "event"];
  const names = ["企业团购协议", "供货框架协议", "加盟意向书", "会议茶歇服务协议"];
  return names.map((name, index) =>
    make(administrator, 700 - index * 30, {
      name,
      kind: kinds[index],
      edition: `2026-${index + 1}`,
      status: index === 2 ? "draft" : "released",
      body: `${name}（演示文本）\n一、双方信息\n二、标的与价格\n三、交付与验收\n四、付款\n五、其他`,
    }),
  );
}
