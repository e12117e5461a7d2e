/** The organisation: a tree of thousands of units, found by name and changed in place. */
import type { UnitNode } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Input, Skeleton, Tree } from "antd";
import { useMemo, useRef, useState, type Key } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page } from "../../parts/page.tsx";
import { useSize } from "../../parts/use-size.ts";
import { unitsQuery } from "../../queries/administration.ts";
import { UnitCard } from "./unit-card.tsx";
import { ancestorsOf, findUnits, toTree, type Found, type TreeNode } from "./unit-tree.ts";
import styles from "./units.module.css";

export function UnitsScreen() {
  const t = useT();
  const format = useFormat();
  const units = useQuery(unitsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  if (units.error && !units.data) {
    return <PageFailure problem={units.error} retry={() => void units.refetch()} />;
  }
  const all = units.data ?? [];
  const unit = all.find((one) => one.id === chosen) ?? all[0];
  return (
    <Page
      title={t("nav.units")}
      intro={units.data ? t("units.intro", { count: format.number(all.length) }) : null}
    >
      {units.isLoading ? <Skeleton active paragraph={{ rows: 10 }} /> : null}
      {unit ? (
        <div className={styles.columns}>
          <UnitTree units={all} chosen={unit.id} choose={setChosen} />
          <UnitCard key={unit.id} unit={unit} units={all} choose={setChosen} />
        </div>
      ) : null}
    </Page>
  );
}

interface UnitTreeProps {
  readonly units: readonly UnitNode[];
  readonly chosen: string;
  choose(id: string): void;
}

function UnitTree({ units, chosen, choose }: UnitTreeProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useSize(frame);
  const [words, setWords] = useState("");
  const [expanded, setExpanded] = useState<readonly Key[]>(() => openAtFirst(units));
  const found = useMemo(() => findUnits(units, words), [units, words]);
  const data = useMemo(() => toTree(units, found), [units, found]);
  const open = found
    ? [...found.shown]
    : [...new Set([...expanded, ...ancestorsOf(units, chosen)])];
  return (
    <div className={styles.treePanel}>
      <Input.Search
        allowClear
        placeholder={t("units.search")}
        aria-label={t("units.search")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div ref={frame} className={styles.treeFrame}>
        {height > 0 ? (
          <Tree
            blockNode
            showLine
            virtual
            height={height}
            treeData={data}
            expandedKeys={open}
            onExpand={(keys) => setExpanded(keys)}
            selectedKeys={[chosen]}
            onSelect={([key]) => key && choose(String(key))}
            titleRender={(node) => nodeTitle(node, found)}
          />
        ) : null}
      </div>
      {found && found.hits.size === 0 ? (
        <p className="muted">{t("palette.none", { words })}</p>
      ) : null}
    </div>
  );
}

function nodeTitle(node: TreeNode, found: Found | null) {
  return (
    <span className={styles.node}>
      <span className={found?.hits.has(node.key) ? styles.hit : ""}>{node.name}</span>
      {node.people > 0 ? <span className={styles.people}>{node.people}</span> : null}
    </span>
  );
}

/** The regions stand open if there are few of them. */
function openAtFirst(units: readonly UnitNode[]): readonly string[] {
  const regions = units.filter(({ depth }) => depth === 1);
  const opened = regions.length <= FEW_REGIONS ? regions : [];
  return [...units.slice(0, 1), ...opened].map(({ id }) => id);
}

const FEW_REGIONS = 12;
