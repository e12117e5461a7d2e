/** Every shipped industry template, in the order in which they are offered (R136). */
import { chainCatering } from "./industries/chain-catering.ts";
import { chainRetail } from "./industries/chain-retail.ts";
import { eCommerce } from "./industries/e-commerce.ts";
import { education } from "./industries/education.ts";
import { finance } from "./industries/finance.ts";
import { manufacturingAbroad } from "./industries/manufacturing-abroad.ts";
import { maternity } from "./industries/maternity.ts";
import { medical } from "./industries/medical.ts";
import { teaDrinks } from "./industries/tea-drinks.ts";
import type { IndustryTemplate } from "./industry.ts";

export const INDUSTRIES: readonly IndustryTemplate[] = [
  teaDrinks,
  chainCatering,
  chainRetail,
  eCommerce,
  education,
  medical,
  maternity,
  finance,
  manufacturingAbroad,
];

export const industryNamed = (id: unknown): IndustryTemplate | undefined =>
  INDUSTRIES.find((industry) => industry.id === id);
