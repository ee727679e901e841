/** A certificate of erasure, to read, print and file. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type CertificateView, RETENTION_KEY, getCertificate } from '../../api/retention.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Facts, Page, Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useRetentionWords } from './words.ts';

export function Certificate(): ReactNode {
  const { certificate } = useParams({ strict: false }) as { certificate?: string };
  const certificateId = Number(certificate);
  const query = useQuery({
    queryKey: [RETENTION_KEY, 'certificate', certificateId],
    queryFn: ({ signal }) => getCertificate(certificateId, signal),
  });
  return (
    <QueryView query={query} lines={12}>
      {(found) => <Body certificate={found} />}
    </QueryView>
  );
}

function Body({ certificate }: { certificate: CertificateView }): ReactNode {
  const words = useRetentionWords();
  const t = words.certificate;
  const format = useFormat();
  const counts = Object.entries(certificate.counts).map(
    ([kind, count]) => `${format.number(count)} ${t.kinds[kind] ?? kind}`,
  );
  return (
    <Page
      title={t.title(certificate.certificateId)}
      above={<Breadcrumb crumbs={[{ key: 0, name: t.back, door: doors.retention() }]} />}
      about={certificate.unitName}
      actions={
        <Button
          variant="default"
          leftSection={<Icon name="print" size={16} />}
          onClick={() => globalThis.print()}
        >
          {t.print}
        </Button>
      }
    >
      <Section>
        <Facts
          pairs={[
            [t.rule, certificate.ruleName],
            [
              t.days,
              certificate.days === null ? null : words.days(format.number(certificate.days)),
            ],
            [
              words.basisTitle,
              words.basis[certificate.basis as keyof typeof words.basis] ?? certificate.basis,
            ],
            [t.deed, words.deed[certificate.deed as keyof typeof words.deed] ?? certificate.deed],
            [t.asOf, format.date(certificate.asOf)],
            [words.reason, certificate.reason],
            [t.document, certificate.document],
            [t.proposed, certificate.proposedBy],
            [t.approved, certificate.approvedBy],
            [t.when, `${format.instant(certificate.from)} – ${format.instant(certificate.to)}`],
            [t.counts, `${format.list(counts)}; ${t.rows(format.number(certificate.rows))}`],
          ]}
        />
        <Facts
          pairs={[
            [t.root, <code key="root">{certificate.root}</code>],
            [t.previous, <code key="previous">{certificate.previousRoot}</code>],
            [t.journal, certificate.journalSeq === null ? null : String(certificate.journalSeq)],
          ]}
        />
        <p className="soft">{t.note}</p>
      </Section>
      <Section
        title={t.items}
        aside={
          <span className="soft number">
            {format.number(certificate.items.length)}/{format.number(certificate.itemCount)}
          </span>
        }
      >
        <Items certificate={certificate} />
      </Section>
    </Page>
  );
}

type Item = CertificateView['items'][number];

function Items({ certificate }: { certificate: CertificateView }): ReactNode {
  const t = useRetentionWords().certificate;
  const columns: Column<Item>[] = [
    { id: 'no', title: t.item, kind: 'number', value: (row) => row.itemNo },
    { id: 'what', title: t.what, value: (row) => t.kinds[row.kind] ?? row.kind },
    { id: 'ref', title: t.ref, value: (row) => (row.ref === 0 ? null : String(row.ref)) },
    { id: 'files', title: t.files, kind: 'number', value: (row) => row.files },
    { id: 'lines', title: t.lines, kind: 'number', value: (row) => row.journalLines },
    {
      id: 'digest',
      title: t.digest,
      value: (row) => row.digest,
      render: (row) => <code style={{ overflowWrap: 'anywhere' }}>{row.digest}</code>,
      width: 260,
    },
  ];
  return (
    <DataTable
      id="certificate-items"
      caption={t.items}
      columns={columns}
      rows={certificate.items}
      rowKey={(row) => row.itemNo}
      empty={{ title: t.items }}
    />
  );
}
