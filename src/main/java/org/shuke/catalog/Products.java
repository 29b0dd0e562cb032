package org.shuke.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.catalog.prices.CustomerClasses;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.stock.Stock;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.records.Type;
import org.shuke.records.writes.Writes;

/// The wing of the catalogue: constructs its rooms and hands over their types.
public final class Products implements Wing {
  private final Prices prices;
  private final Stock stock;

  public Products(Prices prices, Supplier<Writes> writes) {
    this.prices = prices;
    this.stock = new Stock(writes);
  }

  /// @param classes what a customer counts as
  public static Products on(Ground ground, CustomerClasses classes) {
    return new Products(
        Prices.on(ground.database(), ground.currency(), ground.zone(), ground.clock(), classes),
        ground::writes);
  }

  @Override
  public List<Type> types() {
    var types = new ArrayList<Type>();
    types.add(Product.type(prices.rates().company()));
    types.add(ProductUnit.type());
    types.add(ProductComponent.type());
    types.add(ProductDocument.type());
    types.addAll(prices.types());
    types.addAll(stock.types());
    return types;
  }

  @Override
  public List<Type> extend(List<Type> all) {
    return ProductFiles.extend(all);
  }

  @Override
  public void watch(Writes writes) {
    stock.guard(writes);
    writes.guard("attachment", ProductFiles::guard);
    writes.guard("product", ProductUnit::distinct);
    writes.guard("product", Composition::guard);
  }

  /// What something costs somebody.
  public Prices prices() {
    return prices;
  }

  /// How much of it is where.
  public Stock stock() {
    return stock;
  }
}
