import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import css from './conflicts.module.css';
import type { Conflict, ConflictField } from './conflicts';
import { isEmpty } from './registry';

type Choice = 'mine' | 'theirs';
type Props = { fields: ConflictField[]; conflict: Conflict; onAnswer: (kept: Record<string, unknown>) => void };

/** Both versions side by side, member by member. Closing keeps theirs: nobody's saved work is overwritten by accident. */
export function ConflictDialog({ fields, conflict: { theirs, mine, contested }, onAnswer }: Props) {
  const { t } = useTranslation(['record', 'common']);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const chosen = (key: string): Choice => choices[key] ?? 'mine';
  const shown = contested.map((key) => fields.find((field) => field.key === key) ?? { key, label: key, show: (value: unknown) => String(value ?? '') });

  const keep = () => onAnswer(Object.fromEntries(Object.entries(mine).filter(([key]) => !contested.includes(key) || chosen(key) === 'mine')));

  return (
    <Dialog
      wide
      keepOnBackdrop
      title={t('conflict.title')}
      onClose={() => onAnswer(Object.fromEntries(Object.entries(mine).filter(([key]) => !contested.includes(key))))}
      footer={<Button variant="primary" onClick={keep}>{t('conflict.save')}</Button>}
    >
      <p className={css.intro}>{t('conflict.intro')}</p>
      {shown.map((field) => (
        <fieldset key={field.key} className={css.field}>
          <legend>{field.label}</legend>
          {(['mine', 'theirs'] as const).map((choice) => {
            const value = (choice === 'mine' ? mine : theirs)[field.key];
            return (
              <label key={choice} className={css.side}>
                <span className={css.who}>
                  <input
                    type="radio"
                    name={`conflict-${field.key}`}
                    checked={chosen(field.key) === choice}
                    onChange={() => setChoices({ ...choices, [field.key]: choice })}
                  />
                  {t(`conflict.${choice}`)}
                </span>
                <span className={css.value}>{isEmpty(value) ? t('common:state.empty') : field.show(value)}</span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </Dialog>
  );
}
