import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

describe('signing in', { timeout: PATIENCE_MS }, () => {
  test('a stranger is led to the sign-in page and told plainly when the password is wrong', async () => {
    const { page } = await browser.open('/nhat-ky?loai=read', { stranger: true });
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(new URL(page.url()).searchParams.get('ve')).toBe('/nhat-ky?loai=read');
    await page.getByLabel('Tên đăng nhập').fill('mau.quan-tri');
    await page.getByLabel('Mật khẩu').first().fill('khong-phai-mat-khau-nay');
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/không đúng|sai/i);
  });

  test('the demo address steps in, signing out steps out and forgets', async () => {
    const opened = await browser.open('/', { stranger: true });
    const { page } = opened;
    await page.goto(await app.demoAddress());
    await page.getByRole('button', { name: 'Vào xem' }).click();
    await page.getByRole('heading', { name: /^Kính chào/ }).waitFor();
    await page.getByText('Dữ liệu minh họa: mọi người', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Nguyễn Minh Hạnh' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await page.goto(`${app.url()}/nguoi-dung`);
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  });

  test('a one-time address that is used up says whom to ask', async () => {
    const { page } = await browser.open('/bat-dau?ma=khong-co-ma-nay', { stranger: true });
    expect(await page.getByRole('alert').innerText()).toContain('người quản trị');
  });

  test('an unknown address is a page, not a blank', async () => {
    const opened = await browser.open('/khong-co-trang-nay');
    await opened.page.getByRole('heading', { name: 'Không có trang này' }).first().waitFor();
    expectCalm(opened);
  });
});
