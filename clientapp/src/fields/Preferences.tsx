import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { useFormat } from '../format/useFormat';
import { Badge } from '../ui/Badge';
import { Button, IconButton } from '../ui/Button';
import { FieldError, Input, Select } from '../ui/Inputs';
import { DateField } from '../ui/antd';
import type { EditorProps } from './InlineEditor';
import css from './inline.module.css';
import { useOptions } from './options';

export type PreferenceInput = components['schemas']['PreferenceInput'];

const sources = ['stated', 'inferred'] as const;
const maxCount = 50;
const useTopics = () => useOptions({ type: 'code', codeList: 'preference_topic' });

export function PreferenceList({ preferences }: { preferences: components['schemas']['Preference'][] }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const topics = useTopics();
  return preferences.map(({ topic, value, source, asOf }, index) => (
    <span key={index} className={css.way} title={t('preference.asOfDay', { day: format.date(asOf) })}>
      <span className="meta">{topics.find((option) => option.value === topic)?.label ?? topic}</span>
      <span>{value}</span>
      {source === 'inferred' && <Badge>{t('preference.inferred')}</Badge>}
    </span>
  ));
}

/** The topic is one of the code list or free words: the list is offered, anything may be typed. */
export function PreferencesEditor({ value, onChange, errors }: EditorProps<PreferenceInput[]>) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const list = useId();
  const topics = useTopics();
  const change = (index: number, part: Partial<PreferenceInput>) => onChange(value.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const errorOf = (index: number) => ['topic', 'value', 'asOf'].map((part) => errors[`preferences/${index}/${part}`]).find(Boolean);

  return (
    <div className={css.list}>
      <datalist id={list}>{topics.map((topic) => <option key={topic.value} value={topic.label} />)}</datalist>
      {value.map((row, index) => {
        const position = index + 1;
        return (
          <div key={index} className={css.preference}>
            <Input
              list={list}
              autoFocus={index === value.length - 1}
              aria-label={t('preference.topicAt', { position })}
              placeholder={t('preference.topic')}
              maxLength={80}
              value={topics.find((topic) => topic.value === row.topic)?.label ?? row.topic ?? ''}
              onChange={(event) => change(index, { topic: topics.find((topic) => topic.label === event.target.value)?.value ?? event.target.value })}
            />
            <Select
              aria-label={t('preference.sourceAt', { position })}
              options={sources.map((source) => ({ value: source, label: t(`preference.${source}`) }))}
              value={row.source ?? 'stated'}
              onChange={(event) => change(index, { source: event.target.value as (typeof sources)[number] })}
            />
            <IconButton size="small" label={t('preference.remove', { position })} icon={X} onClick={() => onChange(value.filter((_, at) => at !== index))} />
            <Input className={css.whole} aria-label={t('preference.valueAt', { position })} placeholder={t('preference.value')} maxLength={400} value={row.value ?? ''} onChange={(event) => change(index, { value: event.target.value })} />
            <div className={css.whole}>
              <DateField aria-label={t('preference.asOfAt', { position })} value={row.asOf ?? null} onChange={(asOf) => change(index, { asOf })} />
            </div>
            {errorOf(index) && <div className={css.whole}><FieldError>{errorOf(index)}</FieldError></div>}
          </div>
        );
      })}
      {value.length < maxCount && (
        <div>
          <Button size="small" variant="ghost" icon={Plus} onClick={() => onChange([...value, { topic: '', value: '', source: 'stated', asOf: format.dayOf(new Date()) }])}>
            {t('preference.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
