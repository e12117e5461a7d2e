import { codeField } from "../parts/code-field.tsx";
import { COUNTRIES } from "../parts/code-lists.ts";

export const countryField = codeField(COUNTRIES, { shows: "name", width: 110 });
