type Ranked = { code: string; position: number };

const step = 10;

/** The list with one item moved to another place. */
export function moved<T>(items: T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  rest.splice(to, 0, items[from]!);
  return rest;
}

/**
 * The positions that must change so that the items stand in this order: that of the moved one alone where its
 * neighbours leave room, else a fresh count of ten by ten.
 */
export function newPositions<T extends Ranked>(ordered: T[], movedCode: string): { item: T; position: number }[] {
  const at = ordered.findIndex((item) => item.code === movedCode);
  const before = ordered[at - 1]?.position ?? -1;
  const after = ordered[at + 1]?.position ?? before + 2 * step;
  const between = Math.floor((before + after) / 2);
  const item = ordered[at]!;
  if (item.position > before && item.position < after) return [];
  if (between > before && between < after) return [{ item, position: between }];
  return ordered.map((item, index) => ({ item, position: (index + 1) * step })).filter(({ item, position }) => item.position !== position);
}
