import {
  FileExcelOutlined,
  FileImageOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  FileWordOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";

/** By what is found in the media type, the first that fits. */
const ICONS: readonly (readonly [RegExp, ComponentType])[] = [
  [/^image\//, FileImageOutlined],
  [/pdf$/, FilePdfOutlined],
  [/sheet|excel|csv/, FileExcelOutlined],
  [/word/, FileWordOutlined],
  [/^text\//, FileTextOutlined],
];

export function FileIcon({ type }: { type: string }) {
  const Icon = ICONS.find(([pattern]) => pattern.test(type))?.[1] ?? FileOutlined;
  return <Icon aria-hidden />;
}
