import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import css from './lifecycle.module.css';
import { advance, rulesQuery, saveRules, type Rules, type RulesView } from './lifecycle.queries';

const keys = ['silentTimes', 'lostTimes', 'houseGapDays', 'ownGapFromOrders', 'minGapDays', 'maxGapDays', 'newUpToOrders'] as const;

/** How long a customer may keep silent, in multiples of his own rhythm. */
export function LifecycleRules() {
  const { t } = useTranslation('lifecycle');
  const { data, error, refetch } = useQuery(rulesQuery);
  return (
    <section className={css.part}>
      <h2 className={css.heading}>{t('rules')}</h2>
      <p className="meta">{t('rulesHint')}</p>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && <Editor key={data.version} view={data} />}
    </section>
  );
}

function Editor({ view }: { view: RulesView }) {
  const { t } = useTranslation('lifecycle');
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => Object.fromEntries(keys.map((key) => [key, String(view.rules[key])])) as Record<(typeof keys)[number], string>);
  const changed = () => Promise.all([['lifecycle'], ['customers'], ['jobs']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const save = useMutation({ mutationFn: () => saveRules(Object.fromEntries(keys.map((key) => [key, Number(draft[key])])) as Rules, view.version), onSuccess: () => { toast(t('saved')); void changed(); } });
  const run = useMutation({ mutationFn: advance, onSuccess: () => { toast(t('started')); void changed(); } });
  const wrong = keys.find((key) => !(Number(draft[key]) > 0));
  const refused = save.error instanceof ApiProblem ? save.error.fieldErrors : {};
  return (
    <>
      <div className={css.fields}>
        {keys.map((key) => (
          <FormField key={key} label={t(key)} error={wrong === key ? t('wrong') : refused[key]}>
            {(control) => <Input {...control} inputMode="decimal" maxLength={6} value={draft[key]} onChange={(event) => setDraft({ ...draft, [key]: event.target.value })} />}
          </FormField>
        ))}
      </div>
      <div className={css.head}>
        <Button variant="primary" busy={save.isPending} disabled={wrong !== undefined} onClick={() => save.mutate()}>{t('save')}</Button>
        <Button icon={Play} busy={run.isPending} onClick={() => run.mutate()}>{t('run')}</Button>
        {view.waiting > 0 && <span className="meta">{t('waiting', { count: view.waiting })}</span>}
      </div>
      {(save.error ?? run.error) && <ErrorState error={save.error ?? run.error} />}
    </>
  );
}
