import { useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from "react";
import type { Sight } from "../../queries/list-pages.ts";
import { leftAt, questionOf } from "./row-places.ts";
import type { ListModel } from "./use-list.ts";

/** Cards drawn above and below those in sight. */
const SPARE_CARDS = 6;

/**
 * Which cards are in sight: they scroll with the page, below what stands above them. `step` is from the top of a card to
 * that of the next, in pixels.
 */
export function useCardsInSight(
  list: ListModel,
  cards: RefObject<HTMLElement | null>,
  step: number,
): Sight {
  const question = questionOf(list);
  const [moved, setMoved] = useState({ question: "", first: 0 });
  const left = Math.floor((leftAt.get(question) ?? 0) / step);
  const first = Math.min(moved.question === question ? moved.first : left, list.rows.length);
  const count = Math.ceil(window.innerHeight / step);
  const from = first - SPARE_CARDS;
  const to = first + count + SPARE_CARDS;
  const follow = useEffectEvent(() => {
    const page = pageOf(cards);
    if (!page || !cards.current) return;
    const above = page.getBoundingClientRect().top - cards.current.getBoundingClientRect().top;
    const now = Math.max(0, Math.floor(above / step));
    leftAt.set(question, page.scrollTop);
    if (now !== first) setMoved({ question, first: now });
  });
  const tell = useEffectEvent((sight: Sight) => list.see(sight));
  // Ahead of the router, which finds the place again when the page has asked for what is in sight.
  useLayoutEffect(() => {
    pageOf(cards)?.scrollTo({ top: leftAt.get(question) ?? 0 });
  }, [question, cards]);
  useLayoutEffect(() => tell({ from, to }), [from, to]);
  useEffect(() => {
    const page = pageOf(cards);
    const moved = () => follow();
    page?.addEventListener("scroll", moved, { passive: true });
    window.addEventListener("resize", moved);
    return () => {
      page?.removeEventListener("scroll", moved);
      window.removeEventListener("resize", moved);
    };
  }, [cards]);
  return { from, to };
}

const pageOf = (cards: RefObject<HTMLElement | null>) => cards.current?.closest("main");
