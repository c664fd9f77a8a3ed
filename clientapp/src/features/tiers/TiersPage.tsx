import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Eye, Pencil, Play, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../fields/field';
import { FieldDisplay } from '../../fields/registry';
import { useFormat } from '../../format/useFormat';
import { Button, IconButton } from '../../ui/Button';
import { FormField, Input, Segmented, Select } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { ManagedPage } from '../settings/ManagedPage';
import { Proposals } from './Proposals';
import { conditionOf } from '../settings/RuleSentence';
import { RuleText } from './RuleText';
import css from './tiers.module.css';
import { useNameOf } from './useNameOf';
import { assignTiers, previewScheme, saveScheme, schemeQuery, useTiersChanged, type Preview, type Scheme, type SchemeView, type TierRule } from './tiers.queries';

const TierRuleDrawer = lazy(() => import('./TierRuleDrawer').then((file) => ({ default: file.TierRuleDrawer })));

/** How the house decides about tiers, and who would move if it decided otherwise. */
export function TiersPage() {
  const { t } = useTranslation('tiers');
  const { data, error, refetch } = useQuery(schemeQuery);
  return (
    <ManagedPage title={t('title')} permission="settings.manage">
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data && <Editor key={data.version} view={data} />}
    </ManagedPage>
  );
}

export const tierField = (label: string): Field => ({ key: 'tier', type: 'code', label, codeList: 'customer_tier' });

const edgeKeys = ['recencyEdges', 'frequencyEdges', 'monetaryEdges'] as const;
const numbers = (text: string) => text.split(/[,，\s]+/).filter(Boolean).map(Number);

function Editor({ view }: { view: SchemeView }) {
  const { t } = useTranslation(['tiers', 'common']);
  const changed = useTiersChanged();
  const nameOf = useNameOf();
  const [scheme, setScheme] = useState(view.scheme);
  const [edges, setEdges] = useState(() => Object.fromEntries(edgeKeys.map((key) => [key, (view.scheme[key] ?? []).join(', ')])) as Record<(typeof edgeKeys)[number], string>);
  const [editing, setEditing] = useState<number | null>(null);
  const [touched, setTouched] = useState(false);
  const set = (changes: Partial<Scheme>) => {
    setTouched(true);
    setScheme((before) => ({ ...before, ...changes }));
  };
  const rules = scheme.rules ?? [];
  const whole = (): Scheme => ({ ...scheme, ...Object.fromEntries(edgeKeys.map((key) => [key, scheme.source === 'thresholds' ? numbers(edges[key]) : []])) });
  const preview = useMutation({ mutationFn: () => previewScheme(whole()) });
  const save = useMutation({ mutationFn: () => saveScheme(whole(), view.version), onSuccess: () => { toast(t('saved')); void changed(); } });
  const assign = useMutation({ mutationFn: assignTiers, onSuccess: () => toast(t('started')) });
  const move = (from: number, to: number) => {
    const next = [...rules];
    next.splice(to, 0, ...next.splice(from, 1));
    set({ rules: next });
  };
  const wrong = save.error ?? preview.error ?? assign.error;

  return (
    <div className={css.page}>
      <section className={css.part}>
        <h2 className={css.heading}>{t('scores')}</h2>
        <p className="meta">{t('scoresHint')}</p>
        <div className={css.fields}>
          <FormField label={t('bands')}>{(control) => <Select {...control} value={String(scheme.bands)} options={['3', '4', '5'].map((value) => ({ value, label: value }))} onChange={(event) => set({ bands: Number(event.target.value) })} />}</FormField>
          <FormField label={t('source')}>{(control) => <Select {...control} value={scheme.source} options={(['quantiles', 'thresholds'] as const).map((value) => ({ value, label: t(`sources.${value}`) }))} onChange={(event) => set({ source: event.target.value as NonNullable<Scheme['source']> })} />}</FormField>
          <FormField label={t('window')}>{(control) => <Select {...control} value={scheme.window} options={(['ever', 'twelve_months'] as const).map((value) => ({ value, label: t(`windows.${value}`) }))} onChange={(event) => set({ window: event.target.value as NonNullable<Scheme['window']> })} />}</FormField>
          <FormField label={t('highFrom')}>{(control) => <Input {...control} type="number" min={1} max={15} value={scheme.highFrom} onChange={(event) => set({ highFrom: event.target.valueAsNumber })} />}</FormField>
          <FormField label={t('middleFrom')}>{(control) => <Input {...control} type="number" min={1} max={15} value={scheme.middleFrom} onChange={(event) => set({ middleFrom: event.target.valueAsNumber })} />}</FormField>
          {scheme.source === 'thresholds' && edgeKeys.map((key) => (
            <FormField key={key} label={t(key)} hint={t('edgesHint')}>{(control) => <Input {...control} value={edges[key]} onChange={(event) => { setTouched(true); setEdges({ ...edges, [key]: event.target.value }); }} />}</FormField>
          ))}
        </div>
      </section>
      <section className={css.part}>
        <h2 className={css.heading}>{t('rules')}</h2>
        <p className="meta">{t('rulesHint')}</p>
        <ol className={css.rules}>
          {rules.map((rule, index) => (
            <li key={rule.id ?? index} className={css.rule}>
              <div className={css.what}>
                <p><FieldDisplay field={tierField(t('tier'))} value={rule.tier} /> <b>{nameOf(rule.name, rule.nameEn)}</b></p>
                <p className="meta"><RuleText rule={rule} /></p>
              </div>
              <IconButton size="small" icon={ArrowUp} label={t('up', { name: nameOf(rule.name, rule.nameEn) })} disabled={index === 0} onClick={() => move(index, index - 1)} />
              <IconButton size="small" icon={ArrowDown} label={t('down', { name: nameOf(rule.name, rule.nameEn) })} disabled={index === rules.length - 1} onClick={() => move(index, index + 1)} />
              <IconButton size="small" icon={Pencil} label={t('editRule', { name: nameOf(rule.name, rule.nameEn) })} onClick={() => setEditing(index)} />
              <IconButton size="small" icon={Trash2} label={t('removeRule', { name: nameOf(rule.name, rule.nameEn) })} onClick={() => set({ rules: rules.filter((_, at) => at !== index) })} />
            </li>
          ))}
        </ol>
        <div><Button size="small" variant="ghost" icon={Plus} onClick={() => setEditing(rules.length)}>{t('addRule')}</Button></div>
      </section>
      <section className={css.part}>
        <h2 className={css.heading}>{t('application')}</h2>
        <Segmented label={t('application')} value={scheme.application ?? 'automatic'} options={(['automatic', 'review'] as const).map((value) => ({ value, label: t(`applications.${value}`) }))} onChange={(application) => set({ application })} />
        <div className={css.actions}>
          <Button icon={Eye} busy={preview.isPending} onClick={() => preview.mutate()}>{t('preview')}</Button>
          <Button variant="primary" busy={save.isPending} disabled={!touched} onClick={() => save.mutate()}>{t('common:action.save')}</Button>
          <Button icon={Play} busy={assign.isPending} disabled={touched} onClick={() => assign.mutate()}>{t('assign')}</Button>
        </div>
        {wrong && <ErrorState error={wrong} />}
      </section>
      {preview.data && <Moves preview={preview.data} />}
      <Proposals />
      {editing !== null && (
        <Suspense>
          <TierRuleDrawer
            rule={rules[editing] ?? null}
            where={rules[editing] ? conditionOf(rules[editing].where) : null}
            onClose={() => setEditing(null)}
            onDone={(rule: TierRule) => {
              set({ rules: editing < rules.length ? rules.map((one, at) => (at === editing ? rule : one)) : [...rules, rule] });
              setEditing(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** What was asked for stands below the rules, and may be out of sight. */
const inSight = (element: HTMLElement | null) => element?.scrollIntoView?.({ block: 'nearest' });

/** Who would move, as the scheme stands in the editor. */
function Moves({ preview }: { preview: Preview }) {
  const { t } = useTranslation('tiers');
  const format = useFormat();
  const nameOf = useNameOf();
  const field = tierField(t('tier'));
  const tier = (code: string | null | undefined) => (code ? <FieldDisplay field={field} value={code} /> : <span>{t('noTier')}</span>);
  return (
    <section className={css.part} aria-live="polite" ref={inSight}>
      <h2 className={css.heading}>{t('moves')}</h2>
      {preview.moves.length === 0 && <p>{t('nobody')}</p>}
      <table className={css.table}>
        <thead><tr><th>{t('tier')}</th><th>{t('now')}</th><th>{t('then')}</th></tr></thead>
        <tbody>{preview.tiers.map((one) => <tr key={one.tier ?? ''}><td>{tier(one.tier)}</td><td className="figures">{format.number(one.now)}</td><td className="figures">{format.number(one.then)}</td></tr>)}</tbody>
      </table>
      <ul className={css.movers}>
        {preview.movers.map((one) => (
          <li key={one.customerId} className={css.mover}>
            <Link to="/customers/$id" params={{ id: one.customerId }} className="truncate">{one.name}</Link>
            {tier(one.from)}
            <span aria-hidden>→</span>
            {tier(one.to)}
            <span className="meta">{nameOf(one.rule, one.ruleEn)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
