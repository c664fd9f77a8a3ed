import { Ban, GripVertical, Plus, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FormErrors } from '../../fields/useForm';
import { Button, IconButton } from '../../ui/Button';
import { FieldError, Input } from '../../ui/Inputs';
import { ColorButton } from './ColorChoice';
import { newOption, proposedWord, type OptionDraft } from './fieldDraft';
import css from './settings.module.css';
import { useRowOrder } from './useRowOrder';

type FieldOptionsProps = { options: OptionDraft[]; errors: FormErrors; onChange: (options: OptionDraft[]) => void };

/** What can be chosen, in its order. What records may have is retired; what nobody has seen yet is taken away. */
export function FieldOptions({ options, errors, onChange }: FieldOptionsProps) {
  const { t, i18n } = useTranslation('fields');
  const nameOf = (option: OptionDraft, index: number) => (i18n.language === 'en' ? option.labelEn : option.labelZh) || t('option.at', { position: index + 1 });
  const { items, rows, spoken, handle, settled } = useRowOrder<OptionDraft, HTMLDivElement>({
    items: options,
    keyOf: ({ id }) => String(id),
    say: (option, position, count) => t('moved', { name: nameOf(option, options.indexOf(option)), position, count }),
    onSettle: (next) => {
      onChange(next);
      settled();
    },
  });
  const change = (id: number, changes: Partial<OptionDraft>) =>
    onChange(options.map((option) => {
      if (option.id !== id) return option;
      const next = { ...option, ...changes };
      return next.worded ? next : { ...next, value: proposedWord(next) };
    }));
  const add = () => {
    onChange([...options, newOption()]);
    requestAnimationFrame(() => rows.current?.querySelector<HTMLElement>('[data-key]:last-of-type input')?.focus());
  };

  return (
    <fieldset className={css.options}>
      <legend className={css.legend}>{t('options')}</legend>
      <div ref={rows} className={css.options}>
        {items.length > 0 && <div className={css.option} aria-hidden><span /><span className={css.optionHead}>{t('option.labelZh')}</span><span className={css.optionHead}>{t('option.labelEn')}</span><span className={css.optionHead}>{t('option.value')}</span><span /><span /></div>}
        {items.map((option, index) => {
          const at = (part: 'labelZh' | 'labelEn' | 'value') => ({
            'aria-label': t('option.part', { part: t(`option.${part}`), position: index + 1 }),
            maxLength: 80,
            value: option[part],
            ...(errors[`options/${index}/${part}`] && { 'aria-invalid': true as const }),
          });
          const wrong = [...new Set((['labelZh', 'labelEn', 'value'] as const).map((part) => errors[`options/${index}/${part}`]).filter(Boolean))];
          return (
            <div key={option.id} data-key={option.id} className={css.option} data-retired={option.retired}>
              <IconButton size="small" className={css.handle} icon={GripVertical} label={t('move', { name: nameOf(option, index) })} {...handle(option, index)} />
              <Input {...at('labelZh')} lang="zh-CN" onChange={(event) => change(option.id, { labelZh: event.target.value })} />
              <Input {...at('labelEn')} lang="en" onChange={(event) => change(option.id, { labelEn: event.target.value })} />
              <Input {...at('value')} disabled={option.fixed} spellCheck={false} onChange={(event) => change(option.id, { value: event.target.value, worded: true })} />
              <ColorButton label={t('option.color', { name: nameOf(option, index) })} value={option.color} named={option.value} onChange={(color) => change(option.id, { color })} />
              {option.fixed ? (
                <IconButton size="small" icon={option.retired ? RotateCcw : Ban} label={t(option.retired ? 'option.reactivate' : 'option.retire', { name: nameOf(option, index) })} onClick={() => change(option.id, { retired: !option.retired })} />
              ) : (
                <IconButton size="small" icon={X} label={t('option.remove', { name: nameOf(option, index) })} onClick={() => onChange(options.filter(({ id }) => id !== option.id))} />
              )}
              {wrong.length > 0 && <FieldError>{wrong.join(' ')}</FieldError>}
            </div>
          );
        })}
      </div>
      <div><Button size="small" variant="ghost" icon={Plus} onClick={add}>{t('option.add')}</Button></div>
      {errors['options'] && <FieldError>{errors['options']}</FieldError>}
      <p className="sr-only" role="status">{spoken}</p>
    </fieldset>
  );
}
