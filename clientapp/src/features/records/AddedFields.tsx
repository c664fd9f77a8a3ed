import { useTranslation } from 'react-i18next';
import { changesOf, memberOf } from '../../fields/added';
import { InlineField } from '../../fields/InlineField';
import css from '../customers/customer.module.css';
import { sectionsOf, useAdded, useMarks } from './useAdded';

type AddedFieldsProps = { entity: string; record: object; locked: string | undefined; onSave: (changes: object) => Promise<unknown> };

/** The fields that an administrator added, on a record's page, by the parts in which they stand. */
export function AddedFields({ entity, record, locked, onSave }: AddedFieldsProps) {
  const { t, i18n } = useTranslation('records');
  const added = useAdded(entity);
  const marks = useMarks(entity, record);
  return sectionsOf(added, i18n.language === 'en', t('added')).map(({ title, added }) => (
    <section key={title} className={css.section} aria-label={title}>
      <h2 className={css.sectionTitle}>{title}</h2>
      {added.map(({ field }) => (
        <InlineField key={field.key} field={field} value={memberOf(record, field.key)} locked={locked ?? marks.get(field.key)?.locked} onSave={(value) => onSave(changesOf(field.key, value))} />
      ))}
    </section>
  ));
}
