import { expect, test } from 'vitest'
import { guessKind } from './import'

test('a file says by its name and header what it holds', () => {
  expect(guessKind('sales.csv', 'InvoiceNo,StockCode,Quantity,UnitPrice')).toBe('sales')
  expect(guessKind('pipeline.csv', 'opportunity_id,sales_agent,product,deal_stage')).toBe('opportunities')
  expect(guessKind('products.csv', 'product,series,sales_price')).toBe('products')
  expect(guessKind('产品.xlsx', '')).toBe('products')
  expect(guessKind('leads.csv', 'name,company')).toBe('leads')
  expect(guessKind('friends.vcf', '')).toBe('contacts')
  expect(guessKind('people.csv', 'first name,last name,birthday')).toBe('contacts')
  expect(guessKind('customers.csv', 'company,industry')).toBe('accounts')
})
