import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, ChartColumn, Pencil, Plus, Send, Settings2, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { FieldError, Segmented } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { ManagedPage } from '../settings/ManagedPage';
import { QuestionFields } from './QuestionFields';
import css from './questionnaires.module.css';
import { discardQuestions, publishQuestions, questionnaireQuery, useQuestionnairesChanged, writeQuestions, type Questionnaire } from './questionnaires.queries';
import { codesOf, type Answers, type Question } from './sheet';
import { useNames } from './useNames';

const QuestionDrawer = lazy(() => import('./QuestionDrawer').then((file) => ({ default: file.QuestionDrawer })));
const QuestionnaireForm = lazy(() => import('./QuestionnaireForm').then((file) => ({ default: file.QuestionnaireForm })));

const route = getRouteApi('/shell/questionnaires/$id/design');

/** Writes the questions of a questionnaire, tries them, and publishes them. */
export function DesignPage() {
  const { t } = useTranslation('questionnaires');
  const { id } = route.useParams();
  const { nameOf } = useNames();
  const { data, error, refetch } = useQuery(questionnaireQuery(id));
  return (
    <ManagedPage
      title={data ? nameOf(data) : t('design')}
      permission="settings.manage"
      actions={<Link to="/questionnaires/$id" params={{ id }} className={css.action}><ChartColumn size={16} aria-hidden />{t('results')}</Link>}
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data && <Editor key={data.version} questionnaire={data} />}
    </ManagedPage>
  );
}

function Editor({ questionnaire }: { questionnaire: Questionnaire }) {
  const { t, i18n } = useTranslation(['questionnaires', 'common']);
  const format = useFormat();
  const changed = useQuestionnairesChanged();
  const { textOf } = useNames();
  const { id, version, draft, published } = questionnaire;
  const [questions, setQuestions] = useState<Question[]>(draft?.questions ?? published?.questions ?? []);
  const [touched, setTouched] = useState(false);
  const [editing, setEditing] = useState<number | null>(null);
  const [describing, setDescribing] = useState(false);
  const [language, setLanguage] = useState(i18n.language);
  const [tried, setTried] = useState<Answers>({});

  const after = (words: string) => async () => {
    toast(words);
    await changed();
  };
  const save = useMutation({ meta: { ownErrors: true }, mutationFn: () => writeQuestions(id, version, questions), onSuccess: after(t('saved')) });
  const publish = useMutation({
    meta: { ownErrors: true },
    mutationFn: async () => {
      const saved = touched || !draft ? await writeQuestions(id, version, questions) : questionnaire;
      try {
        return await publishQuestions(id, saved.version);
      } catch (refused) {
        if (saved.version !== version) void changed(); // the draft was kept all the same
        throw refused;
      }
    },
    onSuccess: after(t('published')),
  });
  const discard = useMutation({ mutationFn: () => discardQuestions(id, version), onSuccess: after(t('discarded')) });
  const put = (next: Question[]) => {
    setTouched(true);
    setQuestions(next);
  };
  const move = (from: number, to: number) => {
    const next = [...questions];
    next.splice(to, 0, ...next.splice(from, 1));
    put(next);
  };
  const refused = publish.error ?? save.error;
  const problem = refused instanceof ApiProblem ? refused : null;
  const faultsOf = (index: number) => Object.entries(problem?.fieldErrors ?? {}).filter(([pointer]) => pointer.startsWith(`questions/${index}/`)).map(([, words]) => words);
  const general = problem && !Object.keys(problem.fieldErrors).some((pointer) => /^questions\/\d/.test(pointer)) ? (problem.fieldErrors['questions'] ?? problem.message) : null;
  const inForce = !draft && !touched;

  return (
    <div className={css.editor}>
      <section className={css.part} aria-label={t('questions')}>
        <div className={css.bar}>
          <Badge tone={inForce ? 'good' : 'brand'}>{inForce ? t('inForce', { number: published?.number ?? 0 }) : t('draftNumber', { number: draft?.number ?? (published?.number ?? 0) + 1 })}</Badge>
          {inForce && published?.publishedAt && <span className="meta">{format.instant(published.publishedAt)}</span>}
          <Button size="small" variant="ghost" icon={Settings2} onClick={() => setDescribing(true)}>{t('settings')}</Button>
        </div>
        <p className="meta">{t(inForce && published ? 'frozenHint' : 'draftHint')}</p>
        <ol className={css.designed}>
          {questions.map((question, index) => {
            const named = textOf(question) || question.key;
            return (
              <li key={question.key} className={css.designedRow}>
                <div className={css.what}>
                  <p><b>{index + 1}. {named}</b>{question.required && <Badge tone="neutral">{t('required')}</Badge>}</p>
                  <p className="meta">
                    {t(`type.${question.type}`)} · <code>{question.key}</code>
                    {question.shownWhen && ` · ${t('shownWhenText', whenWords(questions, question, textOf, t))}`}
                  </p>
                  {faultsOf(index).map((fault) => <FieldError key={fault}>{fault}</FieldError>)}
                </div>
                <span className={css.tools}>
                  <IconButton size="small" icon={ArrowUp} label={t('up', { name: named })} disabled={index === 0} onClick={() => move(index, index - 1)} />
                  <IconButton size="small" icon={ArrowDown} label={t('down', { name: named })} disabled={index === questions.length - 1} onClick={() => move(index, index + 1)} />
                  <IconButton size="small" icon={Pencil} label={t('edit', { name: named })} onClick={() => setEditing(index)} />
                  <IconButton size="small" icon={Trash2} label={t('remove', { name: named })} onClick={() => put(questions.filter((_, at) => at !== index))} />
                </span>
              </li>
            );
          })}
        </ol>
        <div><Button size="small" variant="ghost" icon={Plus} disabled={questions.length >= 50} onClick={() => setEditing(questions.length)}>{t('addQuestion')}</Button></div>
        {general && <FieldError>{general}</FieldError>}
        <div className={css.bar}>
          <Button busy={save.isPending} disabled={!touched} onClick={() => save.mutate()}>{t('saveDraft')}</Button>
          <Button variant="primary" icon={Send} busy={publish.isPending} disabled={inForce || questions.length === 0} onClick={() => publish.mutate()}>{t('publish')}</Button>
          {draft && <Button variant="ghost" busy={discard.isPending} onClick={() => discard.mutate()}>{t('discard')}</Button>}
        </div>
        {questionnaire.versions.length > 0 && (
          <details className={css.versions}>
            <summary>{t('versions')}</summary>
            <ul>{questionnaire.versions.map((one) => <li key={one.number}><Link to="/questionnaires/$id" params={{ id }} search={{ version: one.number }}>{t('versionNumber', { number: one.number })}</Link> <span className="meta">{format.instant(one.publishedAt)} · {t('sets', { count: one.answers })}</span></li>)}</ul>
          </details>
        )}
      </section>
      <section className={css.preview} aria-label={t('preview')}>
        <div className={css.bar}>
          <h2 className={css.heading}>{t('preview')}</h2>
          <Segmented label={t('previewLanguage')} value={language} options={[{ value: 'zh-CN', label: t('chinese') }, { value: 'en', label: t('english') }]} onChange={setLanguage} />
        </div>
        {questions.length === 0 ? <p className="meta">{t('previewEmpty')}</p> : <QuestionFields questions={questions} answers={tried} language={language} onChange={setTried} />}
      </section>
      <Suspense>
        {editing !== null && (
          <QuestionDrawer
            question={questions[editing] ?? null}
            earlier={questions.slice(0, editing).filter((one) => codesOf(one).length > 0)}
            taken={questions.filter((_, at) => at !== editing).map(({ key }) => key)}
            fixed={[published, draft].some((sheet) => sheet?.publishedAt && sheet.questions.some(({ key }) => key === questions[editing]?.key))}
            onClose={() => setEditing(null)}
            onDone={(question) => {
              put(editing < questions.length ? questions.map((one, at) => (at === editing ? question : one)) : [...questions, question]);
              setEditing(null);
            }}
          />
        )}
        {describing && <QuestionnaireForm questionnaire={questionnaire} onClose={() => setDescribing(false)} onSaved={() => setDescribing(false)} />}
      </Suspense>
    </div>
  );
}

type Textual = { text: string; textEn: string };

/** The condition of a question in words. */
function whenWords(questions: Question[], { shownWhen }: Question, textOf: (one: Textual) => string, t: ReturnType<typeof useTranslation<'questionnaires'>>['t']) {
  const decides = questions.find(({ key }) => key === shownWhen!.question);
  const names = shownWhen!.anyOf.map((code) => {
    const option = decides?.options.find((one) => one.code === code);
    return option ? textOf(option) : decides?.type === 'yes_no' ? t(code === 'yes' ? 'yes' : 'no') : code;
  });
  return { question: decides ? textOf(decides) : shownWhen!.question, answers: names.join(' / ') };
}
