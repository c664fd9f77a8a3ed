import type { LinkProps } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ViewTabs } from '../app/ViewTabs';
import { withTexts } from '../i18n/i18n';
import css from './table.module.css';
import type { ListViews } from './useListViews';
import type { ViewRow } from './views.queries';
import type { ViewSearch } from './views';

const ViewActions = lazy(() => withTexts(import('./ViewActions'), 'lists'));

export type Layout = ViewRow['layout'];

type ViewBarProps = {
  label: string;
  views: ListViews;
  /** How the page shows the list now; a view keeps it. */
  layout: Layout;
  /** By which field, where it shows it by one. */
  layoutField?: string | undefined;
  /** The address with the page's own part, in the layout of a view that has one. */
  linkOf: (search: ViewSearch, layout: Layout | undefined, layoutField: string | undefined) => LinkProps;
};

/** The views of a list as tabs, and what can be done with them. */
export function ViewBar({ label, views, layout, layoutField, linkOf }: ViewBarProps) {
  const { t } = useTranslation('common');
  const { tabs, shown, saved, searchOf } = views;
  const rowOf = (id: string) => saved.find((view) => view.id === id)?.row;
  return (
    <>
      <ViewTabs
        label={label}
        current={shown.view}
        views={tabs.map((tab) => ({
          id: tab.id,
          label: tab.id === shown.view && shown.changed ? <>{tab.label} <span role="img" aria-label={t('table.viewChanged')} title={t('table.viewChanged')} className={css.dot} /></> : tab.label,
          link: linkOf(searchOf(tab.id), rowOf(tab.id)?.layout, rowOf(tab.id)?.layoutField ?? undefined),
        }))}
      />
      <Suspense>
        <ViewActions views={views} layout={layout} layoutField={layoutField ?? null} />
      </Suspense>
    </>
  );
}
