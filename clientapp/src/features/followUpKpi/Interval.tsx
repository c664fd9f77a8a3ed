import css from './followUpKpi.module.css';
import type { Share } from './followUpKpi.queries';

/** A share from none to all with the interval around it; whoever does not see it reads the numbers beside it. */
export function Interval({ share }: { share: Share | null | undefined }) {
  if (!share) return null;
  const at = (value: number) => `${value * 100}%`;
  return (
    <span className={css.interval} aria-hidden>
      <span className={css.fill} style={{ inlineSize: at(share.share) }} />
      <span className={css.reach} style={{ insetInlineStart: at(share.low), inlineSize: at(share.high - share.low) }} />
      <span className={css.point} style={{ insetInlineStart: at(share.share) }} />
    </span>
  );
}
