import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { can } from '../../api/session';
import { NotFound } from '../../app/RouteStates';
import { useTitle } from '../../app/useTitle';
import { When } from '../../format/When';
import { withTexts } from '../../i18n/i18n';
import { ErrorState, Skeleton } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { Composer } from '../activities/Composer';
import { Timeline, TimelineSkeleton } from '../activities/Timeline';
import type { TimelineFilter } from '../activities/timeline.queries';
import { recordTabs, type RecordSearch } from '../activities/timelineSearch';
import { useFollowUpDialogs } from '../activities/useFollowUpDialogs';
import { InBin } from './Card';
import css from './customer.module.css';
import { noteView, overviewQuery, type CustomerOverview } from './customer.queries';
import { CustomerHeader } from './CustomerHeader';
import { useNeighbours } from './neighbours';
import { useThreeColumns } from './useThreeColumns';

// The columns at the sides come beside the data, not before it.
const fieldsFile = withTexts(import('./CustomerFields'), 'records');
const relatedFile = withTexts(import('./Related'), 'lifecycle', 'keyAccounts', 'orders', 'care', 'questionnaires', 'offers');
const CustomerFields = lazy(async () => ({ default: (await fieldsFile).CustomerFields }));
const Related = lazy(() => relatedFile);
const FollowUpForm = lazy(() => import('../activities/FollowUpForm').then((file) => ({ default: file.FollowUpForm })));
const FollowUpDrawer = lazy(() => import('../activities/FollowUpDrawer').then((file) => ({ default: file.FollowUpDrawer })));

const route = getRouteApi('/shell/customers/$id');

export function CustomerPage() {
  const { id } = route.useParams();
  const neighbours = useNeighbours(id);
  const { data, error, refetch } = useQuery(overviewQuery(id));

  useEffect(() => {
    // What was looked at last is a convenience; its failure is none of the user's business.
    noteView(id).catch(() => undefined);
  }, [id]);

  if (data) return <CustomerRecord key={id} overview={data} neighbours={neighbours} />;
  if (error instanceof ApiProblem && error.status === 404) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <RecordSkeleton />;
}

function CustomerRecord({ overview, neighbours }: { overview: CustomerOverview; neighbours: ReturnType<typeof useNeighbours> }) {
  const { t } = useTranslation(['customer', 'common']);
  const { kind, channels, tab = 'timeline' } = route.useSearch();
  const navigate = route.useNavigate();
  const threeColumns = useThreeColumns();
  const [planning, setPlanning] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const dialogs = useFollowUpDialogs();
  const { customer, nextStep, contacts } = overview;
  useTitle(customer.name);

  const inUse = !customer.deletedAt;
  const mayLog = inUse && can('activities.write');
  const plan = mayLog ? () => setPlanning(true) : undefined;
  const of = { type: 'customer', id: customer.id, name: customer.name } as const;
  const people = contacts.filter((row) => !row.leftOn).map((row) => ({ id: row.contactId, name: row.name }));
  const filter = (next: TimelineFilter) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });

  const sections = {
    timeline: (
      <>
        {mayLog && <Composer of={of} people={people} nextStep={nextStep} />}
        <Timeline of={of} filter={{ kind, channels }} onFilter={(next) => filter({ kind: next.kind, channels: next.channels })} people={people} inBin={!inUse} />
      </>
    ),
    fields: (
      <Suspense fallback={<Bones count={7} height={16} />}>
        <CustomerFields customer={customer} />
      </Suspense>
    ),
    related: (
      <Suspense fallback={<Bones count={3} height={40} />}>
        <InBin value={!inUse}>
          <Related overview={overview} onPlan={plan} onOpenStep={setOpened} />
        </InBin>
      </Suspense>
    ),
  };

  return (
    <div className={css.record}>
      <CustomerHeader customer={customer} nextStep={nextStep} neighbours={neighbours} mayPlan={mayLog} onPlan={() => setPlanning(true)} onOpenStep={setOpened} />
      {customer.deletedAt && (
        <p className={css.bin} role="status"><Trash2 size={16} aria-hidden /><span>{t('inBin')} <When value={customer.deletedAt} /></span></p>
      )}
      {threeColumns ? (
        <div className={css.columns}>
          <section className={css.left} aria-label={t('tab.fields')}>{sections.fields}</section>
          <section className={css.centre} aria-label={t('tab.timeline')}>{sections.timeline}</section>
          <section className={css.right} aria-label={t('tab.related')}>{sections.related}</section>
        </div>
      ) : (
        <div className={css.narrow}>
          <Tabs
            label={t('sections')}
            value={tab}
            tabs={recordTabs.map((id) => ({ id, label: t(`tab.${id}`) }))}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next as RecordSearch['tab'] }), replace: true })}
          >
            <div className={css.panel}>{sections[tab]}</div>
          </Tabs>
        </div>
      )}
      <Suspense>
        {planning && <FollowUpForm initial={{ customerId: customer.id, customerName: customer.name }} onClose={() => setPlanning(false)} />}
        {opened && <FollowUpDrawer id={opened} onClose={() => setOpened(null)} onClosing={dialogs.close} />}
      </Suspense>
      {dialogs.dialog}
    </div>
  );
}

function RecordSkeleton() {
  const { t } = useTranslation('common');
  return (
    <div className={css.record} aria-busy="true" aria-label={t('state.loading')} role="status">
      <div className={css.header}>
        <Skeleton width={40} height={40} />
        <div className={css.title}><Skeleton width={220} height={20} /><Skeleton width={320} /></div>
      </div>
      <div className={css.columns}>
        <div className={css.left}><Bones count={7} height={16} /></div>
        <div className={css.centre}><TimelineSkeleton /></div>
        <div className={css.right}><Bones count={3} height={40} /></div>
      </div>
    </div>
  );
}

const Bones = ({ count, height }: { count: number; height: number }) =>
  Array.from({ length: count }, (_, index) => (
    <div key={index} className={css.bone}>
      <Skeleton width={64} />
      <Skeleton width={`${90 - ((index * 17) % 45)}%`} height={height} />
    </div>
  ));
