/** The next page of a list that grows below itself; nothing where there is none. */
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button, type ButtonProps } from "antd";
import { useT } from "../i18n/index.ts";

interface MoreButtonProps extends ButtonProps {
  readonly query: Pick<
    UseInfiniteQueryResult,
    "hasNextPage" | "isFetchingNextPage" | "fetchNextPage"
  >;
}

export function MoreButton({ query, children, ...props }: MoreButtonProps) {
  const t = useT();
  if (!query.hasNextPage) return null;
  return (
    <Button
      block
      type="text"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
      {...props}
    >
      {children ?? t("list.more")}
    </Button>
  );
}
