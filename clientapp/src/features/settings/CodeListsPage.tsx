import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeListsQuery } from '../../fields/options';
import { Button } from '../../ui/Button';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States';
import { CodeItems } from './CodeItems';
import { ManagedPage } from './ManagedPage';
import css from './settings.module.css';
import type { CodeItem, CodeList } from './settings.queries';

const CodeItemDialog = lazy(() => import('./CodeItemDialog').then((file) => ({ default: file.CodeItemDialog })));
const route = getRouteApi('/shell/settings/code-lists');

/** The lists on the left, the choices of one of them on the right. */
export function CodeListsPage() {
  const { t, i18n } = useTranslation('settings');
  const { list: chosen } = route.useSearch();
  const { data, error, refetch } = useQuery({ ...codeListsQuery, staleTime: 0 });
  const [editing, setEditing] = useState<CodeItem | 'new' | null>(null);

  const lists = data?.data ?? [];
  const current = lists.find((list) => list.key === chosen) ?? lists[0];
  const name = (list: CodeList) => (i18n.language === 'en' ? list.labelEn : list.labelZh);

  return (
    <ManagedPage title={t('codeLists.title')} permission="settings.manage" actions={current && <Button variant="primary" icon={Plus} onClick={() => setEditing('new')}>{t('codeLists.add')}</Button>}>
      <p className={css.intro}>{t('codeLists.intro')}</p>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={css.split}>
          <nav aria-label={t('codeLists.lists')} className={css.lists}>
            {data ? lists.map((list) => (
              <Link key={list.key} to="/settings/code-lists" search={{ list: list.key }} className={css.list} aria-current={list === current ? 'page' : undefined} activeOptions={{ exact: true, includeSearch: true }}>
                <span className="truncate">{name(list)}</span>
                <span className="meta">{t('codeLists.items', { count: list.items.length })}</span>
              </Link>
            )) : <Lines />}
          </nav>
          <section aria-label={current && name(current)} className={css.items}>
            {!current ? <Lines /> : current.items.length > 0 ? <CodeItems key={current.key} list={current} onEdit={setEditing} /> : <EmptyState title={t('codeLists.empty')} />}
          </section>
        </div>
      )}
      {editing && current && (
        <Suspense>
          <CodeItemDialog list={current} item={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </ManagedPage>
  );
}

const Lines = () => <div className={css.lines}>{[1, 2, 3, 4, 5, 6].map((line) => <Skeleton key={line} height={32} />)}</div>;
