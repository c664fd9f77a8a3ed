import { useFormat } from './useFormat';

/** A moment or a day in relative words; the exact one shows on hover and is read by machines. */
export function When({ value }: { value: string }) {
  const format = useFormat();
  const exact = value.includes('T') ? format.instant(value) : format.date(value);
  return <time dateTime={value} title={exact}>{format.relative(value)}</time>;
}
