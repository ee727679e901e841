/** The little of `qrcode` the account page uses; the package ships no types. */
declare module 'qrcode' {
  export interface QrOptions {
    errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H';
  }
  export interface QrCode {
    modules: { size: number; get(row: number, column: number): number };
  }
  export function create(text: string, options?: QrOptions): QrCode;
}
