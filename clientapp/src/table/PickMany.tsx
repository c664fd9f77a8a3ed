import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Option } from '../ui/Inputs';
import { Popover } from '../ui/Popover';
import css from './filter.module.css';
import { OptionList } from './OptionList';

type PickManyProps = { label: string; options: Option[]; values: string[]; onChange: (values: string[]) => void; invalid?: boolean; describedBy?: string | undefined };

/** Several of many, found by typing. */
export function PickMany({ label, options, values, onChange, invalid, describedBy }: PickManyProps) {
  const { t } = useTranslation('filters');
  const chosen = values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(t('join.values'));

  return (
    <Popover
      label={label}
      trigger={(props) => (
        <button type="button" {...props} className={css.pick} aria-label={chosen ? `${label} ${chosen}` : label} data-invalid={invalid || undefined} aria-describedby={describedBy} title={chosen}>
          <span className="truncate" data-empty={!chosen}>{chosen || t('choose')}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      )}
    >
      {() => <OptionList {...{ label, options, values, onChange }} />}
    </Popover>
  );
}
