/** A list to be seen in the guide: a sender's file as it comes, read as far as a person is needed. */
import type { APIRequestContext } from 'playwright-core';

interface Line {
  fullName: string;
  birthDate: string | null;
  sex: string | null;
  householdCode: string | null;
}

interface Sheet {
  unitName: string;
  communeName: string;
  lines: Line[];
}

const ROWS = 48;
const HEADER =
  'Họ và tên,Ngày sinh,Giới tính,Mã hộ,Thôn,Xã,Mã đối tượng,Giá trị từ ngày,Giá trị đến ngày';

/** Sends the cards of a village with what senders do to lists; sent before it is the list that is there. */
export async function plantList(
  request: APIRequestContext,
  origin: string,
  communeId: number,
): Promise<void> {
  const headers = { origin, 'sec-fetch-site': 'same-origin' };
  const call = async <T>(method: string, path: string, data?: object | Buffer): Promise<T> => {
    const type = Buffer.isBuffer(data) ? 'application/octet-stream' : 'application/json';
    const asked = { method, data, headers: { ...headers, 'content-type': type } };
    const answer = await request.fetch(`${origin}${path}`, asked);
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const printed = await call<{ sheets: Sheet[] }>(
    'post',
    `/v1/units/u${communeId}/village-sheets`,
    {},
  );
  const sheet = printed.sheets.find(({ lines }) => lines.length >= ROWS);
  if (!sheet) throw new Error('no village has so many people');
  const year = new Date().getFullYear();
  const query = new URLSearchParams({
    kind: 'insured',
    unit: `u${communeId}`,
    sender: 'BHXH cơ sở',
    asOf: `${year}-01-02`,
    name: `the-bhyt-${sheet.unitName}.csv`,
  });
  const file = Buffer.from(`${HEADER}\n${rowsOf(sheet, year).join('\n')}\n`);
  const sent = await call<{ listId: number; repeated: boolean }>(
    'post',
    `/v1/lists?${query}`,
    file,
  );
  if (sent.repeated) return;
  const path = `/v1/lists/${sent.listId}`;
  const settle = async (): Promise<void> => {
    for (;;) {
      const list = await call<{ step: string | null }>('get', path);
      if (list.step === null) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  await settle();
  await call('put', `${path}/columns`, {});
  await settle();
}

/** Every seventh row misspelt and born in another year, one day that does not exist, two strangers. */
function rowsOf({ unitName, communeName, lines }: Sheet, year: number): string[] {
  const period = `GD,01/01/${year},31/12/${year}`;
  const rows = lines.slice(0, ROWS).map((line, at) => {
    const [born = '1980', month = '01', day = '01'] = (line.birthDate ?? '').split('-');
    const isOdd = at % 7 === 3;
    const name = isOdd ? line.fullName.slice(0, -1) : line.fullName;
    const birth = `${day}/${month}/${isOdd ? Number(born) - 2 : born}`;
    const sex = line.sex === 'male' ? 'Nam' : 'Nữ';
    return [name, birth, sex, line.householdCode ?? '', unitName, communeName, period].join(',');
  });
  const strangers = ['Lừ Thị Sao Mai,05/06/1991,Nữ', 'Lừ Văn Sao Hôm,09/02/1988,Nam'];
  const faulty = 'Vàng Thị Lỗi,31/02/1979,Nữ';
  const more = [...strangers, faulty].map(
    (text) => `${text},,${unitName},${communeName},${period}`,
  );
  return [...rows, ...more];
}
