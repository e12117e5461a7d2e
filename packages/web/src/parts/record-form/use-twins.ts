/** Asks, while somebody types, whether the record is there already. Nothing waits for the answer. */
import type { ObjectMeta, ProbeReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { fieldType } from "../../fields/registry.ts";
import { probeQuery } from "../../queries/records.ts";
import { fieldOf } from "../../session/session.tsx";
import { useDebounced } from "../use-debounced.ts";
import { isSame } from "./form-values.ts";
import type { FormValues } from "./record-form.tsx";

const REST_MILLISECONDS = 400;

export interface TwinsProps {
  readonly object: ObjectMeta;
  readonly typed: FormValues;
  /** As the record was before somebody typed; nothing where one is made. */
  readonly before: FormValues;
  /** The record that is being edited. */
  readonly except: string | undefined;
}

/** What is there already of what was typed; undefined while nothing tells. */
export function useTwins({ object, typed, before, except }: TwinsProps): ProbeReply | undefined {
  const known = keyValues(object, before);
  const now = JSON.stringify(keyValues(object, typed));
  const values = JSON.parse(useDebounced(now, REST_MILLISECONDS)) as FormValues;
  const isAsked = isTelling(object, values, known);
  const request = { values, ...(except === undefined ? {} : { except }) };
  const reply = useQuery({ ...probeQuery(object.name, request), enabled: isAsked });
  // What was told about other words does not stay beside these once they tell nothing.
  return isAsked && isTelling(object, JSON.parse(now) as FormValues, known)
    ? reply.data
    : undefined;
}

/** The filled ones of the fields that tell. */
function keyValues(object: ObjectMeta, values: FormValues): FormValues {
  return Object.fromEntries(
    object.keys.flatMap((name) => {
      const field = fieldOf(object, name);
      const value = field ? fieldType(field).toForm(values[name]) : null;
      return value === null || value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

/** Something was typed: what a form begins with (the kind of a customer) says nothing by itself. */
const isTelling = (object: ObjectMeta, values: FormValues, before: FormValues): boolean =>
  Object.keys(values).some((name) => fieldOf(object, name)?.default === undefined) &&
  !isSame(values, before);
