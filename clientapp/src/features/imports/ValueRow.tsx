import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Select, type Option } from '../../ui/Inputs';
import css from './imports.module.css';
import { added, emptied, failing } from './mapping';

type ValueRowProps = { label: string; value: string; choice: string; options: Option[]; addable: boolean; onChoice: (choice: string) => void };

/** A value that stands for nothing known: one that is there, a new one of the list, nothing at all, or a fault of its rows. */
export function ValueRow({ label, value, choice, options, addable, onChoice }: ValueRowProps) {
  const { t } = useTranslation('imports');
  const ways = [
    { value: failing, label: t('value.failing') },
    { value: emptied, label: t('value.emptied') },
    ...(addable && can('settings.manage') ? [{ value: added, label: t('value.added') }] : []),
  ];
  return (
    <label className={css.meaning}>
      <span>{t('means', { value })}</span>
      <Select aria-label={label} value={choice} options={[...ways, ...options]} onChange={(event) => onChoice(event.target.value)} />
    </label>
  );
}
