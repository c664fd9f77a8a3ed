import { Link, useRouter } from '@tanstack/react-router';
import { CircleAlert, Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/States';

export function NotFound() {
  const { t } = useTranslation();
  return <EmptyState icon={Compass} title={t('errors.notFound')} hint={t('errors.notFoundHint')} action={<Link to="/">{t('errors.home')}</Link>} />;
}

export function RouteError({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const router = useRouter();
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={problem?.message ?? t('errors.unexpected')}
        hint={problem ? t('errors.unexpectedHint', { requestId: problem.problem.requestId ?? problem.status }) : t('errors.offline')}
        action={<Button onClick={() => router.invalidate()}>{t('errors.retry')}</Button>}
      />
    </div>
  );
}
