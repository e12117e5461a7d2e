/** The organisation: a tree of thousands of units, found by name and changed in place. */
import type { UnitNode } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { App, Input, Skeleton, Tree } from "antd";
import {
  lazy,
  Suspense,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  type Key,
  type KeyboardEvent,
} from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page } from "../../parts/page.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useSize } from "../../parts/use-size.ts";
import { unitsQuery } from "../../queries/administration.ts";
import { useMay } from "../../session/session.tsx";
import { UnitCard } from "./unit-card.tsx";
import {
  ancestorsOf,
  findUnits,
  toTree,
  whyNotBelow,
  type Found,
  type TreeNode,
} from "./unit-tree.ts";
import styles from "./units.module.css";

const MoveUnitDialog = lazy(async () => ({
  default: (await import("./move-unit-dialog.tsx")).MoveUnitDialog,
}));

export function UnitsScreen() {
  const t = useT();
  const format = useFormat();
  const units = useQuery(unitsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [moving, setMoving] = useState<Moving | null>(null);
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
          <UnitTree units={all} chosen={unit.id} choose={setChosen} move={setMoving} />
          <UnitCard
            key={unit.id}
            unit={unit}
            units={all}
            choose={setChosen}
            move={() => setMoving({ unit, target: null })}
          />
        </div>
      ) : null}
      {moving ? (
        <Suspense fallback={null}>
          <MoveUnitDialog {...moving} units={all} close={() => setMoving(null)} />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** A unit that is about to move, and where it was dropped; null: to be chosen. */
interface Moving {
  readonly unit: UnitNode;
  readonly target: string | null;
}

interface UnitTreeProps {
  readonly units: readonly UnitNode[];
  readonly chosen: string;
  choose(id: string): void;
  move(moving: Moving): void;
}

function UnitTree({ units, chosen, choose, move }: UnitTreeProps) {
  const t = useT();
  const moves = useMoves(units, move);
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useSize(frame);
  const [words, setWords] = useState("");
  const [expanded, setExpanded] = useState<readonly Key[]>(() => openAtFirst(units));
  // A short word is found in thousands of units: the tree follows the hand, which does not wait for it.
  const sought = useDeferredValue(words);
  const found = useMemo(() => findUnits(units, sought), [units, sought]);
  const data = useMemo(() => toTree(units, found), [units, found]);
  const open = useMemo(
    () => (found ? [...found.shown] : [...new Set([...expanded, ...ancestorsOf(units, chosen)])]),
    [found, expanded, units, chosen],
  );
  return (
    <div className={styles.treePanel}>
      <Input.Search
        allowClear
        placeholder={t("units.search")}
        aria-label={t("units.search")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {/* The tree's own keys move through it; this one is ours. */}
      <div
        ref={frame}
        className={styles.treeFrame}
        role="presentation"
        onKeyDown={(event) => moves.press(event, chosen)}
      >
        {height > 0 ? (
          <Tree
            blockNode
            showLine
            virtual
            height={height}
            treeData={data}
            draggable={moves.isOffered ? DRAGGING : false}
            allowDrop={({ dragNode, dropNode, dropPosition }) =>
              dropPosition === ONTO && moves.mayDrop(dragNode.key, dropNode.key)
            }
            onDragLeave={moves.forget}
            onDrop={({ dragNode, node }) => moves.drop(dragNode.key, node.key)}
            onDragEnd={moves.tell}
            expandedKeys={open}
            onExpand={(keys) => setExpanded(keys)}
            selectedKeys={[chosen]}
            onSelect={([key]) => key && choose(String(key))}
            titleRender={(node) => nodeTitle(node, found)}
          />
        ) : null}
      </div>
      {moves.isOffered ? <p className={styles.hint}>{t("units.dragHint")}</p> : null}
      {found && found.hits.size === 0 ? (
        <p className="muted">{t("palette.none", { words })}</p>
      ) : null}
    </div>
  );
}

/** Between two units there is no place: their order is that of their names. */
const ONTO = 0;

const DRAGGING = { icon: false, nodeDraggable: () => true };

/** By dragging, or with a key while the tree has the focus; a drop that leads nowhere says why. */
function useMoves(units: readonly UnitNode[], move: (moving: Moving) => void) {
  const t = useT();
  const may = useMay();
  const isNarrow = useNarrow();
  const { message } = App.useApp();
  const isAllowed = may("unit", "move");
  // Of the place under the pointer; the tree tells nobody of a drop that it does not take.
  const refusal = useRef<ReturnType<typeof whyNotBelow>>(null);
  const begin = (id: string, target: string | null) => {
    const unit = units.find((one) => one.id === id);
    if (unit?.parent) move({ unit, target });
    else void message.warning(t("units.rootStays"));
  };
  return {
    // A finger drags the page; there the button beside the unit does it.
    isOffered: isAllowed && !isNarrow,
    mayDrop(dragged: Key, onto: Key): boolean {
      refusal.current = whyNotBelow(units, String(dragged), String(onto));
      return refusal.current === null;
    },
    forget() {
      refusal.current = null;
    },
    drop(dragged: Key, onto: Key) {
      begin(String(dragged), String(onto));
    },
    tell() {
      if (refusal.current) void message.warning(t(refusal.current));
      refusal.current = null;
    },
    press(event: KeyboardEvent, chosen: string) {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isAllowed && isPlain && event.key.toLowerCase() === MOVE_KEY) begin(chosen, null);
    },
  };
}

const MOVE_KEY = "m";

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
