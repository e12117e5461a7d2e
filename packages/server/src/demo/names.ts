/** Names that are plainly made up: surnames are common, given names come from the tea garden. */
import type { Random } from "./random.ts";

const SURNAMES = [
  ..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段",
];
const GIVEN = [..."茗芽露岚溪澄桐禾苡蔚青岩翠甘芸澜柚橙栀荔萱霁竹枫朗沐桑榆槿苏澍泉笙"];

const COMPANY_HEADS =
  "云杉 青禾 远帆 星澜 北斗 蓝桥 海棠 松果 启明 白鹭 拾光 飞鸟 山海 橙光 知更".split(" ");
const COMPANY_TAILS = "科技 传媒 教育 设计 物流 医疗 地产 网络 会展 酒店 健身 文创".split(" ");
const FOREIGN_HEADS =
  "Larkspur Juniper Alderway Brookhaven Cinderfield Foxglove Harrowgate Maplewick".split(" ");
const FOREIGN_TAILS = "Foods Trading Retail Imports Hospitality Markets".split(" ");

export function makePersonName(random: Random): string {
  const given = random.chance(0.72) ? random.pick(GIVEN) + random.pick(GIVEN) : random.pick(GIVEN);
  return random.pick(SURNAMES) + given;
}

export function makeCompanyName(city: string, random: Random): string {
  return `${city}${random.pick(COMPANY_HEADS)}${random.pick(COMPANY_TAILS)}有限公司（演示）`;
}

export function makeForeignCompanyName(random: Random): string {
  return `${random.pick(FOREIGN_HEADS)} ${random.pick(FOREIGN_TAILS)} (fictional)`;
}

const PREFIXES = ["139", "138", "136", "150", "158", "186", "188", "177"];

/** A Chinese mobile number of valid shape; `index` keeps it apart from all others of the same series. */
export function makeMobile(index: number, series: number): string {
  const prefix = PREFIXES[(index + series) % PREFIXES.length] as string;
  const tail = ((index * 7919 + series * 104729) % 100_000_000).toString().padStart(8, "0");
  return `+86${prefix}${tail}`;
}

/** The shape of Britain's sample number; the last digits count. */
export function makeForeignMobile(index: number): string {
  return `+44791112${(index % 10_000).toString().padStart(4, "0")}`;
}
