import { useFormat } from '../../format/useFormat';

/** A share of 0 to 1 as people read it; a tenth of a percent is as much as such figures know. */
export function usePercent() {
  const format = useFormat();
  return (share: number) => format.percent(Math.round(share * 1000) / 10);
}
