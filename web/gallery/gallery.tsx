import type { ReactNode } from 'react';
import { ApiFault } from '../api/client.ts';
import { AppearanceMenu } from '../shell/frame.tsx';
import { Cartogram } from '../ui/cartogram/cartogram.tsx';
import { SeriesChart } from '../ui/chart/series-chart.tsx';
import { Change, Figure, Figures, RateBar } from '../ui/figure.tsx';
import { LensBar } from '../ui/lens-bar.tsx';
import { Masked } from '../ui/masked.tsx';
import { Columns, Facts, Page, Section, span } from '../ui/page.tsx';
import { Empty, ErrorNotice, Loading, Notice } from '../ui/states.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { Timeline } from '../ui/timeline/timeline.tsx';
import { type MadeUpUnit, madeUpMonths, madeUpUnits } from './made-up.ts';

const units = madeUpUnits(16);
const many = madeUpUnits(3000);
const months = madeUpMonths(36);
const door = { to: '/' };

const columns: Column<MadeUpUnit>[] = [
  {
    id: 'name',
    title: 'Đơn vị',
    value: (row) => row.name,
    door: () => door,
    total: 'Huyện Sơn Dương',
    width: 160,
  },
  {
    id: 'population',
    title: 'Dân số',
    kind: 'number',
    value: (row) => row.population,
    total: 182_330,
  },
  {
    id: 'insured',
    title: 'Có thẻ',
    kind: 'number',
    value: (row) => row.insured,
    door: () => door,
    total: 155_163,
  },
  {
    id: 'rate',
    title: 'Tỷ lệ',
    kind: 'rate',
    value: (row) => row.rateBp,
    bar: (row) => ({ share: row.rateBp / 10_000 }),
    total: 8510,
    width: 170,
  },
  {
    id: 'gap',
    title: 'Chưa có thẻ',
    kind: 'number',
    value: (row) => row.population - row.insured,
    bar: (row) => ({ share: (row.population - row.insured) / 5000, tone: 'missing' }),
    door: () => door,
    total: 27_167,
    width: 150,
  },
  {
    id: 'ending',
    title: 'Hết hạn 30 ngày',
    kind: 'number',
    value: (row) => row.ending,
    hidden: true,
  },
];

export function Gallery(): ReactNode {
  return (
    <main style={{ padding: '1rem', maxWidth: '86rem', margin: 'auto' }}>
      <Page
        title="Huyện Sơn Dương"
        above={<span className="soft">Tuyên Quang ›</span>}
        about="Mã 076 · cấp huyện đến 30/6/2025"
        actions={<AppearanceMenu />}
      >
        <LensBar />
        <Columns>
          <Section title="Con số" className={span.half}>
            <Figures>
              <Figure
                label="Tỷ lệ bao phủ"
                value={8510}
                kind="rate"
                size="large"
                tone="accent"
                door={door}
              />
              <Figure label="Dân số" value={182_330} unit="người" door={door} />
              <Figure
                label="Chưa có thẻ"
                value={27_167}
                unit="người"
                tone="missing"
                door={door}
                note={<Change value={-312} suffix="so với tháng trước" />}
              />
              <Figure label="Dân số 2020" value={null} />
            </Figures>
            <RateBar
              insured={155_163}
              population={182_330}
              rateBp={8510}
              targetBp={9060}
              withLegend
            />
          </Section>
          <Section title="Người" className={span.half}>
            <Facts
              pairs={[
                ['Họ tên', 'Nguyễn Thị Minh Ánh'],
                [
                  'Số định danh',
                  <Masked
                    key="m"
                    masked="••••••••1234"
                    what="số định danh"
                    canUnmask
                    unmask={async () => '008190001234'}
                  />,
                ],
                ['Nơi ở', 'Thôn Tân Lập, xã Tân Trào'],
              ]}
            />
          </Section>
          <Section title="Theo xã">
            <DataTable
              id="g1"
              caption="Theo xã"
              columns={columns}
              rows={units}
              rowKey={(row) => row.id}
              rowDoor={() => door}
            />
          </Section>
          <Section title="36 tháng" className={span.half}>
            <SeriesChart
              caption="Tỷ lệ 36 tháng"
              data={{
                kind: 'rate',
                days: months.days,
                lines: [
                  {
                    id: 'own',
                    name: 'Theo kế hoạch',
                    color: 'var(--accent)',
                    values: months.values,
                  },
                  {
                    id: 'all',
                    name: 'Mọi thẻ',
                    color: 'var(--group-4)',
                    isDashed: true,
                    values: months.other,
                  },
                ],
                events: [
                  { day: '2021-07-01', title: 'Quyết định 861/QĐ-TTg ngày 4/6/2021' },
                  { day: '2022-01-01', title: 'Chuẩn nghèo mới' },
                ],
              }}
            />
          </Section>
          <Section title="Bản đồ dân số" className={span.half}>
            <Cartogram items={units.map((unit) => ({ ...unit, door }))} />
          </Section>
          <Section title="Các khoảng tham gia">
            <Timeline
              today="2026-11-21"
              mark="2021-12-31"
              lanes={[
                {
                  id: 'card',
                  label: 'Thẻ BHYT',
                  spells: [
                    {
                      id: '1',
                      from: '2019-01-01',
                      to: '2021-07-01',
                      label: 'DT · dân tộc thiểu số',
                      color: 'var(--group-3)',
                    },
                    {
                      id: '2',
                      from: '2021-09-15',
                      to: '2022-09-15',
                      label: 'GD · hộ gia đình',
                      color: 'var(--group-5)',
                    },
                    {
                      id: '3',
                      from: '2025-01-01',
                      to: null,
                      label: 'HN · hộ nghèo',
                      color: 'var(--group-3)',
                    },
                  ],
                },
                {
                  id: 'home',
                  label: 'Nơi ở',
                  spells: [
                    {
                      id: '4',
                      from: '2019-01-01',
                      to: null,
                      label: 'Thường trú tại xã Tân Trào',
                      color: 'var(--group-6)',
                    },
                  ],
                },
              ]}
            />
          </Section>
          <Section title="Trạng thái" className={span.half}>
            <Loading />
            <Empty title="Không có dữ liệu" hint="Chưa nạp danh sách nào." />
            <Notice tone="warn" title="Có phần chưa chắc chắn">
              1.204 người ở xã cũ Hợp Thành chưa rõ thuộc xã mới nào.
            </Notice>
          </Section>
          <Section title="Lỗi" className={span.half}>
            <ErrorNotice error={new ApiFault('server', 500, { id: 'a1b2c3' })} onRetry={() => {}} />
            <ErrorNotice
              error={
                new ApiFault('invalid', 422, {
                  title: 'Dữ liệu chưa hợp lệ',
                  faults: [{ code: 'x', message: 'Ngày kết thúc phải sau ngày bắt đầu.' }],
                })
              }
            />
          </Section>
          <Section title="3.000 dòng">
            <DataTable
              id="g2"
              caption="Nhiều dòng"
              columns={columns}
              rows={many}
              rowKey={(row) => row.id}
              rowDoor={() => door}
            />
          </Section>
        </Columns>
      </Page>
    </main>
  );
}
