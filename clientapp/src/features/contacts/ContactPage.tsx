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
import { recordTabs, type RecordSearch } from '../activities/timelineSearch';
import { useFollowUpDialogs } from '../activities/useFollowUpDialogs';
import { InBin } from '../customers/Card';
import css from '../customers/customer.module.css';
import { NextSteps } from '../customers/NextSteps';
import { useThreeColumns } from '../customers/useThreeColumns';
import { ContactCustomers } from './ContactCustomers';
import { ContactHeader } from './ContactHeader';
import { contactQuery, noteView, openSteps, type ContactDetail } from './contacts.queries';

// The column at the side comes beside the data, not before it.
const fieldsFile = withTexts(import('./ContactFields'), 'records');
const ContactFields = lazy(async () => ({ default: (await fieldsFile).ContactFields }));
const ContactHistory = lazy(() => import('./ContactHistory').then((file) => ({ default: file.ContactHistory })));
const FollowUpForm = lazy(() => import('../activities/FollowUpForm').then((file) => ({ default: file.FollowUpForm })));
const FollowUpDrawer = lazy(() => import('../activities/FollowUpDrawer').then((file) => ({ default: file.FollowUpDrawer })));

const route = getRouteApi('/shell/contacts/$id');

export function ContactPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(contactQuery(id));

  useEffect(() => {
    // What was looked at last is a convenience; its failure is none of the user's business.
    noteView(id).catch(() => undefined);
  }, [id]);

  if (data) return <ContactRecord key={id} contact={data} />;
  if (error instanceof ApiProblem && error.status === 404) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <ContactSkeleton />;
}

function ContactRecord({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation(['contacts', 'customer']);
  const { kind, channels, tab = 'timeline' } = route.useSearch();
  const navigate = route.useNavigate();
  const threeColumns = useThreeColumns();
  const [planning, setPlanning] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const dialogs = useFollowUpDialogs();
  const { data: steps = [] } = useQuery(openSteps(contact.id));
  useTitle(contact.name);

  const inBin = Boolean(contact.deletedAt);
  const mayLog = !inBin && can('activities.write');
  const plan = mayLog ? () => setPlanning(true) : undefined;
  const of = { type: 'contact', id: contact.id, name: contact.name } as const;
  const people = [{ id: contact.id, name: contact.name }];
  const place = contact.customers.find((one) => one.isPrimary && !one.leftOn) ?? contact.customers.find((one) => !one.leftOn);
  const search = (changes: RecordSearch) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });

  const sections = {
    timeline: (
      <>
        {mayLog && <Composer of={of} people={people} nextStep={steps[0] ?? null} />}
        <Timeline of={of} filter={{ kind, channels }} onFilter={(next) => search({ kind: next.kind, channels: next.channels })} people={people} inBin={inBin} />
      </>
    ),
    fields: (
      <Suspense fallback={<Bones />}>
        <ContactFields contact={contact} />
      </Suspense>
    ),
    related: (
      <InBin value={inBin}>
        <NextSteps steps={steps} count={steps.length} overdue={steps.filter((step) => step.overdue).length} onPlan={plan} onOpen={setOpened} />
        <ContactCustomers contact={contact} />
        <Suspense>
          <ContactHistory contact={contact} />
        </Suspense>
      </InBin>
    ),
  };

  return (
    <div className={css.record}>
      <ContactHeader contact={contact} onPlan={plan} />
      {contact.deletedAt && (
        <p className={css.bin} role="status"><Trash2 size={16} aria-hidden /><span>{t('record.inBin')} <When value={contact.deletedAt} /></span></p>
      )}
      {threeColumns ? (
        <div className={css.columns}>
          <section className={css.left} aria-label={t('customer:tab.fields')}>{sections.fields}</section>
          <section className={css.centre} aria-label={t('customer:tab.timeline')}>{sections.timeline}</section>
          <section className={css.right} aria-label={t('customer:tab.related')}>{sections.related}</section>
        </div>
      ) : (
        <div className={css.narrow}>
          <Tabs label={t('record.sections')} value={tab} tabs={recordTabs.map((id) => ({ id, label: t(`customer:tab.${id}`) }))} onChange={(next) => search({ tab: next as RecordSearch['tab'] })}>
            <div className={css.panel}>{sections[tab]}</div>
          </Tabs>
        </div>
      )}
      <Suspense>
        {planning && <FollowUpForm initial={{ contactId: contact.id, contactName: contact.name, ...(place && { customerId: place.customerId, customerName: place.customerName }) }} onClose={() => setPlanning(false)} />}
        {opened && <FollowUpDrawer id={opened} onClose={() => setOpened(null)} onClosing={dialogs.close} />}
      </Suspense>
      {dialogs.dialog}
    </div>
  );
}

function ContactSkeleton() {
  const { t } = useTranslation('common');
  return (
    <div className={css.record} aria-busy="true" aria-label={t('state.loading')} role="status">
      <div className={css.header}>
        <Skeleton width={40} height={40} />
        <div className={css.title}><Skeleton width={160} height={20} /><Skeleton width={280} /></div>
      </div>
      <div className={css.columns}>
        <div className={css.left}><Bones /></div>
        <div className={css.centre}><TimelineSkeleton /></div>
        <div className={css.right}>{[1, 2].map((row) => <div key={row} className={css.bone}><Skeleton width={120} height={16} /><Skeleton height={40} /></div>)}</div>
      </div>
    </div>
  );
}

const Bones = () => [60, 80, 50, 70, 65, 40].map((width) => <div key={width} className={css.bone}><Skeleton width={64} /><Skeleton width={`${width}%`} height={16} /></div>);
