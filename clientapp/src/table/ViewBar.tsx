import type { LinkProps } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ViewTabs } from '../app/ViewTabs';
import { withTexts } from '../i18n/i18n';
import css from './table.module.css';
import type { ListViews } from './useListViews';
import type { ViewSearch } from './views';

const ViewActions = lazy(() => withTexts(import('./ViewActions'), 'lists'));

type ViewBarProps = {
  label: string;
  views: ListViews;
  /** The address with the page's own part. */
  linkOf: (search: ViewSearch) => LinkProps;
};

/** The views of a list as tabs, and what can be done with them. */
export function ViewBar({ label, views, linkOf }: ViewBarProps) {
  const { t } = useTranslation('common');
  const { tabs, shown, searchOf } = views;
  return (
    <>
      <ViewTabs
        label={label}
        current={shown.view}
        views={tabs.map((tab) => ({
          id: tab.id,
          label: tab.id === shown.view && shown.changed ? <>{tab.label} <span role="img" aria-label={t('table.viewChanged')} title={t('table.viewChanged')} className={css.dot} /></> : tab.label,
          link: linkOf(searchOf(tab.id)),
        }))}
      />
      <Suspense>
        <ViewActions views={views} />
      </Suspense>
    </>
  );
}
