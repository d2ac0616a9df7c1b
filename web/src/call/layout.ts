/** What decides which picture is the large one. */
export interface Candidate {
  readonly key: string;
  readonly screen: boolean;
  readonly local: boolean;
  readonly pinned: boolean;
  /** When it was last seen speaking; 0 for never. */
  readonly spokeAt: number;
}

/**
 * The picture that is shown large in the speaker view: what was pinned, else a shared screen of somebody else, else who spoke last. Undefined
 * when there is nobody.
 */
export function mainPicture(candidates: readonly Candidate[]): string | undefined {
  const rank = (one: Candidate) => (one.pinned ? 4 : one.screen && !one.local ? 3 : !one.local ? 2 : one.screen ? 1 : 0);
  const better = (one: Candidate, other: Candidate) => rank(one) - rank(other) || one.spokeAt - other.spokeAt;
  return candidates.reduce<Candidate | undefined>((best, one) => (best && better(one, best) <= 0 ? best : one), undefined)?.key;
}
