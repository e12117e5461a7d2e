import { codeField } from "../parts/code-field.tsx";
import { CURRENCIES } from "../parts/code-lists.ts";

export const currencyField = codeField(CURRENCIES, { shows: "code", width: 90 });
