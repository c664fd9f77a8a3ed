import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { ErrorState, Skeleton } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { entitiesQuery } from '../../table/meta';
import { withTexts } from '../../i18n/i18n';
import { FieldList } from './FieldList';
import type { CustomField, FieldRule } from './fields.queries';
import { ManagedPage } from './ManagedPage';
import css from './settings.module.css';

const FieldDrawer = lazy(() => withTexts(import('./FieldDrawer'), 'records'));
const RuleList = lazy(() => withTexts(import('./RuleList'), 'filters'));
const RuleDrawer = lazy(() => withTexts(import('./RuleDrawer'), 'filters'));
const route = getRouteApi('/shell/settings/fields');

export const fieldTabs = ['fields', 'rules'] as const;
export type FieldTab = (typeof fieldTabs)[number];

/** Those that are changed most come first. */
const first = ['customers', 'contacts', 'follow-ups', 'interactions'];
const rank = ({ entity }: { entity: string }) => (first.includes(entity) ? first.indexOf(entity) : first.length);

type Open = { field: CustomField | null } | { rule: FieldRule | null };

/** The kinds of record on the left; of one of them the added fields and the rules on the right. */
export function FieldsPage() {
  const { t, i18n } = useTranslation('fields');
  const { entity: chosen, tab = 'fields' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(entitiesQuery);
  const [open, setOpen] = useState<Open | null>(null);

  const kinds = data?.data.filter(({ customizable }) => customizable).toSorted((one, other) => rank(one) - rank(other)) ?? [];
  const current = kinds.find(({ entity }) => entity === chosen) ?? kinds[0];
  const name = (kind: (typeof kinds)[number]) => (i18n.language === 'en' ? kind.labelEn : kind.labelZh);
  const add = tab === 'fields' ? <Button variant="primary" icon={Plus} onClick={() => setOpen({ field: null })}>{t('add')}</Button> : <Button variant="primary" icon={Plus} onClick={() => setOpen({ rule: null })}>{t('rule.add')}</Button>;

  return (
    <ManagedPage title={t('title')} permission="settings.manage" actions={current && add}>
      <p className={css.intro}>{t('intro')}</p>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={css.split}>
          <nav aria-label={t('kinds')} className={css.lists}>
            {data ? kinds.map((kind) => (
              <Link key={kind.entity} to="/settings/fields" search={{ entity: kind.entity, tab }} className={css.list} aria-current={kind === current ? 'page' : undefined} activeOptions={{ exact: true, includeSearch: true }}>
                <span className="truncate">{name(kind)}</span>
              </Link>
            )) : <Lines />}
          </nav>
          <section aria-label={current && name(current)} className={css.items}>
            {!current ? <Lines /> : (
              <Tabs label={t('parts')} value={tab} tabs={fieldTabs.map((id) => ({ id, label: t(`tab.${id}`) }))} onChange={(next) => void navigate({ search: { entity: current.entity, tab: next as FieldTab }, replace: true })}>
                <div className={css.panel}>
                  {tab === 'fields' ? (
                    <FieldList key={current.entity} entity={current.entity} kind={name(current)} onEdit={(field) => setOpen({ field })} add={add} />
                  ) : (
                    <Suspense fallback={<Lines />}><RuleList key={current.entity} entity={current.entity} kind={name(current)} onEdit={(rule) => setOpen({ rule })} add={add} /></Suspense>
                  )}
                </div>
              </Tabs>
            )}
          </section>
        </div>
      )}
      {open && current && (
        <Suspense>
          {'field' in open ? <FieldDrawer entity={current.entity} kinds={kinds} field={open.field} onClose={() => setOpen(null)} /> : <RuleDrawer entity={current.entity} rule={open.rule} onClose={() => setOpen(null)} />}
        </Suspense>
      )}
    </ManagedPage>
  );
}

const Lines = () => <div className={css.lines}>{[1, 2, 3, 4, 5, 6].map((line) => <Skeleton key={line} height={32} />)}</div>;
