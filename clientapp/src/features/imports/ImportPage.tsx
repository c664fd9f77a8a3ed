import { getRouteApi } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { EmptyState } from '../../ui/States';
import { FileStep } from './FileStep';
import css from './imports.module.css';
import { startImport, type ImportMapping, type ImportMode, type ImportPreview, type Reading } from './imports.queries';
import { MappingStep } from './MappingStep';
import { RunStep } from './RunStep';

const route = getRouteApi('/shell/imports');
const steps = ['file', 'mapping', 'check', 'run'] as const;

export type Plan = { mode: ImportMode; matchOn: string[]; mapping: ImportMapping };

/** A file becomes records in four steps: choose it, say what its columns are, see what would happen, let it happen. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const { entity, job } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [reading, setReading] = useState<Reading>({});
  const [plan, setPlan] = useState<Plan | null>(null);
  const [checkedBy, setCheckedBy] = useState<string | null>(null);

  if (!can('imports.create'))
    return (
      <Page title={t('title')}>
        <EmptyState icon={ShieldCheck} title={t('forbidden')} hint={t('forbiddenHint')} />
      </Page>
    );

  const step = job ? 'run' : checkedBy ? 'check' : preview ? 'mapping' : 'file';
  const again = () => {
    setPreview(null);
    setPlan(null);
    setCheckedBy(null);
    setReading({});
    void navigate({ search: { entity }, replace: true });
  };
  const order = (chosen: Plan, dryRun: boolean) => startImport({ entity, uploadId: preview!.uploadId, reading, dryRun, ...chosen });
  const check = async (chosen: Plan) => {
    setPlan(chosen);
    setCheckedBy(await order(chosen, true));
  };
  const run = async () => {
    const id = await order(plan!, false);
    setCheckedBy(null);
    void navigate({ search: { entity, job: id } });
  };

  return (
    <Page title={t('title')}>
      <ol className={css.steps} aria-label={t('steps')}>
        {steps.map((name, i) => (
          <li key={name} aria-current={name === step ? 'step' : undefined} data-done={steps.indexOf(step) > i}>
            <span className={css.number} aria-hidden>{i + 1}</span> {t(`step.${name}`)}
          </li>
        ))}
      </ol>
      {step === 'file' && (
        <FileStep
          entity={entity}
          onEntity={(next) => void navigate({ search: { entity: next }, replace: true })}
          onPreview={(seen) => {
            setPreview(seen);
            setPlan({ mode: 'create', matchOn: [], mapping: seen.mapping });
          }}
        />
      )}
      {step === 'mapping' && preview && plan && (
        <MappingStep
          key={preview.uploadId + JSON.stringify(reading)}
          entity={entity}
          preview={preview}
          plan={plan}
          reading={reading}
          onReading={(next, seen) => {
            setReading(next);
            setPreview(seen);
            setPlan({ ...plan, mapping: seen.mapping });
          }}
          onBack={again}
          onCheck={check}
        />
      )}
      {step === 'check' && checkedBy && <RunStep key={checkedBy} id={checkedBy} dryRun onBack={() => setCheckedBy(null)} onRun={run} />}
      {step === 'run' && job && <RunStep key={job} id={job} entity={entity} onAgain={again} onEnd={() => void Promise.all([[entity], ['records', entity]].map((queryKey) => client.invalidateQueries({ queryKey })))} />}
    </Page>
  );
}
